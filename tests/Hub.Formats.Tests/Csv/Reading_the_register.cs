using System.Text;
using Hub.Domain.Dwellings;
using Hub.Formats.Csv;

namespace Hub.Formats.Tests.Csv;

public sealed class Reading_the_register
{
    private const string Header = "id;street;houseNumber;houseLetter;suffix;postalCode;city;complex;area;type\n";

    private static (IReadOnlyList<Dwelling> Dwellings, IReadOnlyList<CsvReadError> Errors) Read(string csv) => DwellingCsv.Read(Encoding.UTF8.GetBytes(csv));

    private static IReadOnlyList<Dwelling> Good(string csv)
    {
        var (dwellings, errors) = Read(csv);
        Assert.Empty(errors);
        return dwellings;
    }

    [Fact]
    public void A_whole_row_is_read() => Assert.Equal(
        [new Dwelling("VHE-1", new Address("Merelstraat", "1", "a", "bis", "1234AB", "Lindedam"), "C-1", "Noord", "flat")],
        Good(Header + "VHE-1;Merelstraat;1;a;bis;1234 ab;Lindedam;C-1;Noord;flat\n"));

    [Fact]
    public void What_is_empty_is_not_known() =>
        Assert.Equal([new Dwelling("VHE-1", new Address("Merelstraat", "1"))], Good(Header + "VHE-1;Merelstraat;1;;;;;;;\n"));

    [Fact]
    public void Commas_separate_as_well() =>
        Assert.Equal([new Dwelling("VHE-1", new Address("Merelstraat", "1"))], Good("id,street,houseNumber\nVHE-1,Merelstraat,1\n"));

    [Fact]
    public void The_columns_stand_in_any_order_and_case() =>
        Assert.Equal([new Dwelling("VHE-1", new Address("Merelstraat", "1"))], Good("HOUSENUMBER;id;Street\n1;VHE-1;Merelstraat\n"));

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.Equal("VHE-1", Assert.Single(Good("\uFEFFid;street;houseNumber\nVHE-1;Merelstraat;1\n")).Id);

    [Fact]
    public void Windows_line_ends_are_fine() => Assert.Equal(2, Good("id;street;houseNumber\r\nVHE-1;Merelstraat;1\r\nVHE-2;Merelstraat;2\r\n").Count);

    [Fact]
    public void The_last_line_needs_no_end() => Assert.Single(Good("id;street;houseNumber\nVHE-1;Merelstraat;1"));

    [Fact]
    public void A_field_in_quotes_may_hold_separators_quotes_and_line_ends() =>
        Assert.Equal("Het \"Oude\"; Plein\nnoord", Assert.Single(Good("id;street;houseNumber\nVHE-1;\"Het \"\"Oude\"\"; Plein\nnoord\";1\n")).Address.Street);

    [Fact]
    public void Letters_of_every_script_are_kept() =>
        Assert.Equal("Curaçaostraat", Assert.Single(Good("id;street;houseNumber\nVHE-1;Curaçaostraat;1\n")).Address.Street);

    [Fact]
    public void A_header_alone_is_an_empty_register() => Assert.Empty(Good(Header));

    [Theory]
    [InlineData("VHE-1;;1;;;;;;;", 2, "A street and a house number.")]
    [InlineData("VHE-1;Merelstraat;;;;;;;;", 2, "A street and a house number.")]
    [InlineData(";Merelstraat;1;;;;;;;", 2, "An id.")]
    [InlineData("VHE-1;Merelstraat;1;;;1234;;;;", 2, "A Dutch postal code, such as 1234 AB.")]
    [InlineData("VHE-1;Merelstraat;1;;;;;;;\nVHE-1;Merelstraat;2;;;;;;;", 3, "An id once: VHE-1 stands on an earlier line.")]
    [InlineData("VHE-1;Merelstraat;1;;;;;;;\nVHE-2;;2;;;;;;;", 3, "A street and a house number.")]
    public void An_error_is_named_by_its_line(string rows, int line, string problem) =>
        Assert.Equal([new CsvReadError(line, problem)], Read(Header + rows + "\n").Errors);

    [Theory]
    [InlineData("VHE-1;{0};1;;;;;;;", "A street of at most 100 characters.")]
    [InlineData("VHE-1;Merelstraat;{0};;;;;;;", "A house number of at most 100 characters.")]
    [InlineData("VHE-1;Merelstraat;1;;;;{0};;;", "A city of at most 100 characters.")]
    [InlineData("VHE-1;Merelstraat;1;;;;;{0};;", "A complex of at most 100 characters.")]
    [InlineData("VHE-1;Merelstraat;1;;;;;;;{0}", "A type of at most 100 characters.")]
    public void A_field_is_no_longer_than_in_a_message(string row, string problem)
    {
        string With(int length) => Header + row.Replace("{0}", new string('a', length), StringComparison.Ordinal) + "\n";
        Assert.Single(Good(With(100)));
        Assert.Equal([new CsvReadError(2, problem)], Read(With(3_000)).Errors);
    }

    [Fact]
    public void A_line_end_inside_quotes_counts_as_a_line() =>
        Assert.Equal([4], Read("id;street;houseNumber\nVHE-1;\"Oude\nPlein\";1\nVHE-2;;2\n").Errors.Select(e => e.Line));

    [Fact]
    public void With_one_fault_nothing_is_taken() => Assert.Empty(Read(Header + "VHE-1;Merelstraat;1;;;;;;;\nVHE-2;;2;;;;;;;\n").Dwellings);

    [Fact]
    public void Every_error_is_named_up_to_a_hundred() =>
        Assert.Equal(100, Read(Header + string.Concat(Enumerable.Range(1, 300).Select(i => $"VHE-{i};;1;;;;;;;\n"))).Errors.Count);

    [Theory]
    [InlineData("id;street;houseNumber\nVHE-1;\"Merelstraat;1\n")]
    [InlineData("id;street;houseNumber\nVHE-1;Merel\"straat;1\n")]
    public void A_wrong_quote_is_an_error(string csv) => Assert.NotEmpty(Read(csv).Errors);

    [Theory]
    [InlineData("")]
    [InlineData("street;houseNumber\nMerelstraat;1\n")]
    [InlineData("id;street;houseNumber;colour\nVHE-1;Merelstraat;1;red\n")]
    [InlineData("id;id;street;houseNumber\nVHE-1;VHE-2;Merelstraat;1\n")]
    public void A_header_that_is_not_the_registers_is_an_error_of_line_1(string csv) => Assert.Equal([1], Read(csv).Errors.Select(e => e.Line));

    [Fact]
    public void A_file_that_is_not_utf8_is_an_error() =>
        Assert.StartsWith("A file in UTF-8", Assert.Single(DwellingCsv.Read(new byte[] { 0x69, 0x64, 0xE9, 0x0A }).Errors).Expected, StringComparison.Ordinal);

    [Fact]
    public void A_fault_says_nothing_of_what_the_file_holds() =>
        Assert.All(Read(Header + "VHE-1;;1;;;;;;;\nVHE-2;Merelstraat;1;;;0612345678;;;;\n").Errors,
            e => Assert.DoesNotContain("0612345678", e.Expected, StringComparison.Ordinal));
}
