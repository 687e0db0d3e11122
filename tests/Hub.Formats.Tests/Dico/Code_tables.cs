using Hub.Domain.Work;
using Hub.Formats.Dico.Codes;

namespace Hub.Formats.Tests.Dico;

public sealed class Code_tables
{
    [Fact]
    public void Every_kind_of_order_has_its_code() =>
        Assert.Equal(["REP", "MUT", "INS"], Enum.GetValues<OrderKind>().Select(k => CodeMaps.Types.CodeOf(k)));

    [Fact]
    public void Every_way_of_payment_has_its_code() =>
        Assert.Equal(["AFK", "EHP", "ANS", "REG", "GAR"], Enum.GetValues<AgreementMethod>().Select(a => CodeMaps.Agreements.CodeOf(a)));

    [Fact]
    public void Units_are_the_standards() =>
        Assert.Equal("CMT, DAY, GRM, HUR, KGM, LTR, MIN, MLT, MMT, MTK, MTQ, MTR, PCE, TNE", CodeMaps.Units.Listed());

    [Fact]
    public void A_value_outside_a_list_has_no_code() => Assert.Null(CodeMaps.Units.CodeOf("PAA"));
}
