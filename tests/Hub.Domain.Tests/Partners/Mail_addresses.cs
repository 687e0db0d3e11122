using Hub.Domain.Partners;

namespace Hub.Domain.Tests.Partners;

public sealed class Mail_addresses
{
    [Theory]
    [InlineData("beheer@corporatie.example")]
    [InlineData("o'neil+hub@sub.timmer-zn.example")]
    [InlineData("a@b.c")]
    public void One_of_the_plain_form_is_used(string address) => Assert.True(MailAddress.IsUsable(address));

    [Theory]
    [InlineData("")]
    [InlineData("beheer")]
    [InlineData("@corporatie.example")]
    [InlineData("beheer@")]
    [InlineData("beheer@localhost")]
    [InlineData("a@b@corporatie.example")]
    [InlineData("beheer@corporatie..example")]
    [InlineData(".beheer@corporatie.example")]
    [InlineData("be heer@corporatie.example")]
    [InlineData("beheer@corporatie.example\r\nBcc: iedereen@corporatie.example")]
    [InlineData("Beheer <beheer@corporatie.example>")]
    [InlineData("beheer@corporatie.example, ander@corporatie.example")]
    [InlineData("\"be heer\"@corporatie.example")]
    [InlineData("béheer@corporatie.example")]
    [InlineData("beheer@-corporatie.example")]
    [InlineData("beheer@[127.0.0.1]")]
    public void One_that_a_mail_server_might_read_otherwise_is_not(string address) => Assert.False(MailAddress.IsUsable(address));

    [Fact]
    public void One_that_is_too_long_is_not() => Assert.False(MailAddress.IsUsable($"{new string('a', 65)}@corporatie.example"));
}
