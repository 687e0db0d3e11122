using System.Text;
using Hub.Domain.Dwellings;
using Hub.Formats.Csv;
using Hub.Formats.Tests.Support;

namespace Hub.Formats.Tests.Csv;

public sealed class As_spreadsheets_leave_it
{
    private const string Header = "id;street;houseNumber;houseLetter;suffix;postalCode;city;complex;area;type\n";
    private const string Row = "VHE-1;Merelstraat;1;;;1234AB;Lindedam;C-1;Noord;flat";

    private static readonly Dwelling Known = new("VHE-1", new Address("Merelstraat", "1", null, null, "1234AB", "Lindedam"), "C-1", "Noord", "flat");

    [Theory]
    [InlineData("VHE-1;Merel\u0000straat;1;;;;;;;\n", "street: text without control characters other than tabs and line ends.")]
    [InlineData("VHE-1;Merelstraat;1;;;;Den\u0085Haag;;;\n", "city: text without control characters other than tabs and line ends.")]
    public void A_control_character_is_an_error_with_its_line_and_column(string row, string problem) =>
        Assert.Equal([new CsvReadError(3, problem)], DwellingCsv.Read(Encoding.UTF8.GetBytes(Header + "VHE-0;Merelstraat;1;;;;;;;\n" + row)).Errors);

    [Fact]
    public void What_is_no_CSV_is_named()
    {
        Assert.Equal("A CSV file; this is an Excel workbook (.xlsx). In Excel, save it as CSV UTF-8.", Refused([.. "PK\u0003\u0004"u8, .. "xl/workbook.xml"u8]));
        Assert.Equal("A CSV file; this is a zip archive. In Excel, save it as CSV UTF-8.", Refused("PK\u0003\u0004 readme.txt"u8));
        Assert.Equal("A CSV file; this is an Excel workbook (.xls) or another Office document. In Excel, save it as CSV UTF-8.",
            Refused([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]));
        Assert.Contains("text/csv; charset=utf-16le", Refused(Encoding.Unicode.GetBytes(Header)), StringComparison.Ordinal);
        Assert.Contains("text/csv; charset=utf-16be", Refused(Encoding.BigEndianUnicode.GetBytes(Header)), StringComparison.Ordinal);

        static string Refused(ReadOnlySpan<byte> file) => Assert.Single(DwellingCsv.Read(file.ToArray()).Errors).Expected;
    }

    [Theory]
    [InlineData(Header + Row + "\n;;;;;;;;;\n;;;;;;;;;\n")]
    [InlineData(Header + ";;;;;;;;;\n" + Row + "\n\n")]
    [InlineData(Header + Row + "\n \u00A0; ;;;;;;;;\n")]
    public void Rows_without_any_content_are_passed_over(string csv) => Assert.Equal([Known], Good(csv));

    [Fact]
    public void Columns_without_a_name_or_any_content_are_passed_over() =>
        Assert.Equal([Known], Good((Header + Row + "\n").Replace("\n", ";;\n", StringComparison.Ordinal).Replace("id;", "id;;", StringComparison.Ordinal)
            .Replace("VHE-1;", "VHE-1; ;", StringComparison.Ordinal)));

    [Theory]
    [InlineData(Header + Row + ";extra\n", "At most 10 fields; field 11 has no name in the header.")]
    [InlineData("id;street;houseNumber;;\nVHE-1;Merelstraat;1;;x\n", "At most 3 fields; field 5 has no name in the header.")]
    public void A_field_without_a_column_is_an_error(string csv, string problem) =>
        Assert.Equal([new CsvReadError(2, problem)], DwellingCsv.Read(Encoding.UTF8.GetBytes(csv)).Errors);

    [Fact]
    public void Empty_fields_may_be_left_off_at_the_end_of_a_row() =>
        Assert.Equal([Known, Known with { Id = "VHE-2", Type = null }], Good(Header + Row + "\nVHE-2;Merelstraat;1;;;1234AB;Lindedam;C-1;Noord\n"));

    [Fact]
    public void No_break_spaces_are_spaces() => Assert.Equal(
        [Known with { Address = Known.Address with { Street = "Oude Merelstraat" } }],
        Good((Header + Row).Replace("1234AB", "1234\u00A0AB", StringComparison.Ordinal).Replace("Merelstraat", "\u202FOude\u00A0Merelstraat\u00A0", StringComparison.Ordinal)
            .Replace("street", "street\u00A0", StringComparison.Ordinal)));

    [Fact]
    public void The_line_that_names_the_separator_is_passed_over()
    {
        Assert.Equal([Known], Good("sep=;\r\n" + Header + Row));
        Assert.Equal([3], DwellingCsv.Read(Encoding.UTF8.GetBytes("sep=;\n" + Header + ";Merelstraat;1\n")).Errors.Select(e => e.Line));
    }

    [Theory]
    [InlineData("windows-1252", 1252)]
    [InlineData("iso-8859-15", 28605)]
    public void The_charset_is_that_of_the_Content_Type(string charset, int codePage)
    {
        var file = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes((Header + Row).Replace("Merelstraat", "Curaçaostraat", StringComparison.Ordinal));
        Assert.Equal("Curaçaostraat", Assert.Single(DwellingCsv.Read(file, $"text/csv; charset={charset}").Dwellings).Address.Street);
        Assert.Contains("charset=windows-1252", Assert.Single(DwellingCsv.Read(file).Errors).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Unicode_text_with_tabs_is_read() =>
        Assert.Equal([Known], DwellingCsv.Read((byte[])[.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes((Header + Row).Replace(';', '\t'))]).Dwellings);

    [Theory]
    [InlineData("12,-", 12)]
    [InlineData("€ 12,-", 12)]
    [InlineData("12.--", 12)]
    [InlineData("12,=", 12)]
    [InlineData("1.234,-", 1234)]
    [InlineData("€\u00A01\u00A0234,–", 1234)]
    public void A_dash_stands_for_no_cents(string price, decimal amount) =>
        Assert.Equal(amount, Assert.Single(PriceFile.Good(PriceFile.With(price))).Price);

    [Theory]
    [InlineData("-12")]
    [InlineData("12-")]
    [InlineData(",-")]
    [InlineData("12,5-")]
    public void Another_dash_does_not(string price) => Assert.Equal([2], PriceFile.Read(PriceFile.With(price)).Errors.Select(e => e.Line));

    private static IReadOnlyList<Dwelling> Good(string csv)
    {
        var (dwellings, errors) = DwellingCsv.Read(Encoding.UTF8.GetBytes(csv));
        Assert.Empty(errors);
        return dwellings;
    }
}
