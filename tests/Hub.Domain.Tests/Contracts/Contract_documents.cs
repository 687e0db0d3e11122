using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Documents;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Contracts;

public sealed class Contract_documents
{
    private const string Whole = """
        {
          "contractor": "alfa", "validFrom": "2026-01-01", "validTo": "2026-12-31", "dwellings": 1250,
          "areas": [{"area": "Noord"}, {"complex": "C-1"}, {"postalCodes": ["1011", "1019ZZ"]}],
          "work": [{"kind": "Repair", "specialism": "LOO", "rank": 2}, {"kind": "turnover"}],
          "pricing": {"lumpSumPerDwelling": 123.45, "packages": [{"code": "BKT-1", "description": "Badkamer, keuken en toilet", "price": 8750.5, "unit": "post"}]},
          "mandates": [{"role": "Verhuurmakelaar", "upTo": 1500}, {"role": "Opzichter", "upTo": 10000.01}, {"role": "Manager"}],
          "workingHours": {"from": "07:00", "until": "17:00"},
          "serviceLevels": [
            {"kind": "Repair", "urgency": "spoed", "respondWithin": "PT4H", "completeWithin": "P1D", "clock": "AroundTheClock"},
            {"kind": "repair", "respondWithin": "P2D", "completeWithin": "P10D", "clock": "workingDays", "respondBy": "Appointment", "stopsFor": ["NoAccess", "awaitingClient"]},
            {"kind": "Turnover", "leadTime": "P2W", "clock": "WorkingDays"}
          ],
          "evidence": [{"coverage": "FixedSum", "kind": "Repair", "before": 1, "after": 2}, {"before": 0, "after": 1}],
          "sampling": [{"kind": "Repair", "share": 0.05}],
          "targets": {"responseOnTime": 0.95, "satisfaction": 8},
          "minimumCount": 10
        }
        """;

    private static (Contract? Contract, List<ReadError> Errors) Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var errors = new List<ReadError>();
        return (ContractDocument.Read("C-1", document.RootElement, errors), errors);
    }

    /// <summary>The least contract and one member more.</summary>
    private static (Contract? Contract, List<ReadError> Errors) With(string member, string json) =>
        Read($$"""{"contractor": "alfa", "validFrom": "2026-01-01", "{{member}}": {{json}}}""");

    private static Contract Good(string member, string json)
    {
        var (contract, errors) = With(member, json);
        Assert.Empty(errors);
        return contract!;
    }

    private static string? Detail(string member, string json, string pointer)
    {
        var (contract, errors) = With(member, json);
        Assert.Null(contract);
        return errors.SingleOrDefault(e => e.Place == pointer)?.Expected;
    }

    [Fact]
    public void A_whole_document_is_read()
    {
        var (contract, errors) = Read(Whole);
        Assert.Empty(errors);
        Assert.Equal(("C-1", "alfa", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)),
            (contract!.Number, contract.Contractor, contract.ValidFrom, contract.ValidTo));
        Assert.Equal((1250, 10), (contract.Dwellings, contract.MinimumCount));
    }

    [Fact]
    public void Its_areas_are_read()
    {
        var areas = Read(Whole).Contract!.Areas;
        Assert.Equal(["Noord", null, null], areas.Select(a => a.Area));
        Assert.Equal([null, "C-1", null], areas.Select(a => a.Complex));
        Assert.Equal(["1011", "1019ZZ"], areas[2].PostalCodes!);
    }

    [Fact]
    public void Its_work_is_read() =>
        Assert.Equal([new ContractWork(OrderKind.Repair, "LOO", 2), new ContractWork(OrderKind.Turnover)], Read(Whole).Contract!.Work);

    [Fact]
    public void Its_pricing_is_read()
    {
        var pricing = Read(Whole).Contract!.Pricing;
        Assert.Equal(123.45m, pricing.LumpSumPerDwelling);
        Assert.Equal([new PackagePrice("BKT-1", "Badkamer, keuken en toilet", 8750.5m, "PCE")], pricing.Packages);
    }

    [Fact]
    public void Its_mandates_are_read() => Assert.Equal(
        [new Mandate("Verhuurmakelaar", 1500m), new Mandate("Opzichter", 10_000.01m), new Mandate("Manager", null)], Read(Whole).Contract!.Mandates);

    [Fact]
    public void Its_working_hours_are_read() => Assert.Equal(new WorkingHours(new TimeOnly(7, 0), new TimeOnly(17, 0)), Read(Whole).Contract!.WorkingHours);

    [Fact]
    public void Its_service_levels_are_read()
    {
        var contract = Read(Whole).Contract!;
        var urgent = contract.ServiceLevelFor(OrderKind.Repair, "Spoed")!;
        Assert.Equal((AgreedTime.InHours(4), AgreedTime.InDays(1), ServiceClockKind.AroundTheClock, ResponseBy.Start),
            (urgent.RespondWithin!.Value, urgent.CompleteWithin!.Value, urgent.Clock, urgent.RespondBy));
        var other = contract.ServiceLevelFor(OrderKind.Repair, "regulier")!;
        Assert.Equal((ServiceClockKind.WorkingDays, ResponseBy.Appointment), (other.Clock, other.RespondBy));
        Assert.Equal([InterruptionReason.NoAccess, InterruptionReason.AwaitingClient], other.StopsFor);
        Assert.Equal(AgreedTime.InDays(14), contract.ServiceLevelFor(OrderKind.Turnover, null)!.LeadTime);
    }

    [Fact]
    public void Its_evidence_sampling_and_targets_are_read()
    {
        var contract = Read(Whole).Contract!;
        Assert.Equal([new EvidenceRule(AgreementMethod.FixedSum, OrderKind.Repair, 1, 2), new EvidenceRule(null, null, 0, 1)], contract.Evidence);
        Assert.Equal([new SamplingRule(OrderKind.Repair, 0.05m)], contract.Sampling);
        Assert.Equal([new("responseOnTime", new KpiTarget(0.95m)), new("satisfaction", new KpiTarget(8m))], contract.Targets);
    }

    [Fact]
    public void A_target_may_say_how_it_counts_in_the_scorecard()
    {
        var targets = Good("targets", """
            {"repairOnTime": {"target": 0.95, "weight": 2, "floor": 0.85, "stretch": 0.98}, "turnoverDays": {"target": 14, "weight": 1, "floor": 21, "stretch": 10},
             "firstTimeFix": {"target": 0.8}}
            """).Targets;
        Assert.Equal(new KpiTarget(0.95m, new ScoreScale(2, 0.85m, 0.98m)), targets["repairOnTime"]);
        Assert.Equal(new KpiTarget(14, new ScoreScale(1, 21, 10)), targets["turnoverDays"]);
        Assert.Equal(new KpiTarget(0.8m), targets["firstTimeFix"]);
    }

    [Fact]
    public void A_table_says_what_a_score_means_in_euros() => Assert.Equal(
        [new Incentive(0, -2_500m), new Incentive(0.6m, 0), new Incentive(0.9m, 1_250.50m)],
        Good("incentives", """[{"from": 0, "amount": -2500}, {"from": 0.6, "amount": 0}, {"from": 0.9, "amount": 1250.50}]""").Incentives);

    [Fact]
    public void A_service_level_may_be_of_emergencies() => Assert.True(
        Good("serviceLevels", """[{"kind": "Repair", "emergency": true, "respondWithin": "PT4H", "clock": "AroundTheClock"}]""").ServiceLevels[0].IsEmergency);

    [Fact]
    public void The_least_that_a_contract_says_is_enough() => Assert.Empty(Read("""{"contractor": "alfa", "validFrom": "2026-01-01"}""").Errors);

    [Fact]
    public void What_is_not_said_is_as_usual()
    {
        var contract = Read("""{"contractor": "alfa", "validFrom": "2026-01-01"}""").Contract!;
        Assert.Equal((5, WorkingHours.Usual, ContractPricing.None, null), (contract.MinimumCount, contract.WorkingHours, contract.Pricing, contract.Dwellings));
    }

    [Fact]
    public void A_member_that_is_null_is_not_said() => Assert.Empty(Read("""
        {"contractor": "alfa", "validFrom": "2026-01-01", "validTo": null, "dwellings": null, "areas": null, "pricing": null, "mandates": null, "workingHours": null,
         "targets": null, "serviceLevels": [{"kind": "Repair", "urgency": null, "respondWithin": "PT4H", "leadTime": null, "clock": "AroundTheClock", "stopsFor": null}]}
        """).Errors);

    [Theory]
    [InlineData("", "[]")]
    [InlineData("/contractor", """{"validFrom": "2026-01-01"}""")]
    [InlineData("/contractor", """{"contractor": "", "validFrom": "2026-01-01"}""")]
    [InlineData("/contractor", """{"contractor": " ", "validFrom": "2026-01-01"}""")]
    [InlineData("/contractor", """{"contractor": 7, "validFrom": "2026-01-01"}""")]
    [InlineData("/validFrom", """{"contractor": "alfa"}""")]
    [InlineData("/validFrom", """{"contractor": "alfa", "validFrom": "1-1-2026"}""")]
    [InlineData("/validTo", """{"contractor": "alfa", "validFrom": "2026-01-01", "validTo": "soon"}""")]
    [InlineData("/validTo", """{"contractor": "alfa", "validFrom": "2026-01-01", "validTo": "2025-12-31"}""")]
    public void A_fault_is_named_at_its_place(string pointer, string json)
    {
        var (contract, errors) = Read(json);
        Assert.Null(contract);
        Assert.Equal([pointer], errors.Select(e => e.Place));
    }

    [Theory]
    [InlineData("dwellings", "0", "/dwellings")]
    [InlineData("dwellings", "12.5", "/dwellings")]
    [InlineData("dwellings", "\"1250\"", "/dwellings")]
    [InlineData("minimumCount", "0", "/minimumCount")]
    [InlineData("minimumCount", "1001", "/minimumCount")]
    [InlineData("areas", """[{"area": "Noord"}, {"complex": "Noord"}, {"area": "NOORD"}]""", "/areas/2")]
    [InlineData("areas", """[{"complex": "C-1"}, {"complex": "c-1"}, {"complex": "C-1"}]""", "/areas/2")]
    [InlineData("areas", """[{"postalCodes": ["1011", "1019"]}, {"postalCodes": ["1011", "1019"]}]""", "/areas/1")]
    [InlineData("work", """[{"kind": "Repair"}, {"kind": "Repair", "specialism": "DAK"}, {"kind": "Repair", "rank": 2}]""", "/work/2")]
    [InlineData("areas", "{}", "/areas")]
    [InlineData("areas", """["Noord"]""", "/areas/0")]
    [InlineData("areas", """[{"area": "Noord"}, {}]""", "/areas/1")]
    [InlineData("areas", """[{"area": "Noord", "complex": "C-1"}]""", "/areas/0")]
    [InlineData("areas", """[{"area": "Noord", "postalCodes": []}]""", "/areas/0/postalCodes /areas/0")]
    [InlineData("work", "[1]", "/work/0")]
    [InlineData("work", "[{}]", "/work/0/kind")]
    [InlineData("work", """[{"kind": "Party"}]""", "/work/0/kind")]
    [InlineData("work", """[{"kind": "0"}]""", "/work/0/kind")]
    [InlineData("work", """[{"kind": "Repair", "rank": 0}]""", "/work/0/rank")]
    [InlineData("work", """[{"kind": "Repair", "rank": 101}]""", "/work/0/rank")]
    [InlineData("work", """[{"kind": "Repair", "rank": 1.5}]""", "/work/0/rank")]
    [InlineData("work", """[{"kind": "Repair", "specialism": ""}]""", "/work/0/specialism")]
    [InlineData("pricing", "[]", "/pricing")]
    [InlineData("pricing", """{"lumpSumPerDwelling": -1}""", "/pricing/lumpSumPerDwelling")]
    [InlineData("pricing", """{"lumpSumPerDwelling": 1000000000}""", "/pricing/lumpSumPerDwelling")]
    [InlineData("pricing", """{"lumpSumPerDwelling": 1e30}""", "/pricing/lumpSumPerDwelling")]
    [InlineData("pricing", """{"packages": [{}]}""", "/pricing/packages/0/code /pricing/packages/0/description /pricing/packages/0/price")]
    [InlineData("pricing", """{"packages": [{"code": "B", "description": "Bad", "price": -0.01}]}""", "/pricing/packages/0/price")]
    [InlineData("pricing", """{"packages": [{"code": "B", "description": "Bad", "price": 1.00001}]}""", "/pricing/packages/0/price")]
    [InlineData("pricing", """{"packages": [{"code": "B", "description": "Bad", "price": "1"}]}""", "/pricing/packages/0/price")]
    [InlineData("pricing", """{"packages": [{"code": "B", "description": "Bad", "price": 1, "unit": "bag"}]}""", "/pricing/packages/0/unit")]
    [InlineData("mandates", """[{"upTo": 10}]""", "/mandates/0/role")]
    [InlineData("mandates", """[{"role": "A", "upTo": 0}]""", "/mandates/0/upTo")]
    [InlineData("mandates", """[{"role": "A", "upTo": 10.001}]""", "/mandates/0/upTo")]
    [InlineData("mandates", """[{"role": "A", "upTo": "10"}, {"role": "B"}]""", "/mandates/0/upTo")]
    [InlineData("workingHours", """{"from": "07:30"}""", "/workingHours/until")]
    [InlineData("workingHours", """{"from": "7:30", "until": "16:30"}""", "/workingHours/from")]
    [InlineData("workingHours", """{"from": "07:30", "until": "24:30"}""", "/workingHours/until")]
    [InlineData("workingHours", """{"from": "16:30", "until": "16:30"}""", "/workingHours/until")]
    [InlineData("serviceLevels", """[{"respondWithin": "PT4H"}]""", "/serviceLevels/0/kind /serviceLevels/0/clock")]
    [InlineData("serviceLevels", """[{"kind": "Repair", "respondWithin": "4h", "clock": "AroundTheClock"}]""", "/serviceLevels/0/respondWithin")]
    [InlineData("serviceLevels", """[{"kind": "Repair", "respondWithin": "PT4H", "clock": "Always"}]""", "/serviceLevels/0/clock")]
    [InlineData("serviceLevels", """[{"kind": "Repair", "respondWithin": "PT4H", "clock": "AroundTheClock", "respondBy": "Post"}]""",
        "/serviceLevels/0/respondBy")]
    [InlineData("serviceLevels", """[{"kind": "Repair", "respondWithin": "PT4H", "clock": "AroundTheClock", "stopsFor": ["Weather", "Rain", 1]}]""",
        "/serviceLevels/0/stopsFor/1 /serviceLevels/0/stopsFor/2")]
    [InlineData("serviceLevels", """
        [{"kind": "Repair", "urgency": "spoed", "respondWithin": "PT4H", "clock": "AroundTheClock"},
         {"kind": "Repair", "urgency": "regulier", "respondWithin": "P2D", "clock": "WorkingDays"}]
        """, "/serviceLevels")]
    [InlineData("serviceLevels", """
        [{"kind": "Repair", "urgency": "spoed", "default": true, "respondWithin": "PT4H", "clock": "AroundTheClock"},
         {"kind": "Repair", "respondWithin": "P2D", "clock": "WorkingDays"}]
        """, "/serviceLevels")]
    [InlineData("serviceLevels", """[{"kind": "Repair", "default": "yes", "respondWithin": "PT4H", "clock": "AroundTheClock"}]""", "/serviceLevels/0/default")]
    [InlineData("evidence", """[{"before": 1}]""", "/evidence/0/after")]
    [InlineData("evidence", """[{"before": 51, "after": 1}]""", "/evidence/0/before")]
    [InlineData("evidence", """[{"before": 1, "after": -1}]""", "/evidence/0/after")]
    [InlineData("evidence", """[{"before": 0, "after": 0}]""", "/evidence/0")]
    [InlineData("evidence", """[{"before": 1, "after": 1, "coverage": "Free", "kind": "Any"}]""", "/evidence/0/coverage /evidence/0/kind")]
    [InlineData("sampling", """[{"kind": "Repair"}]""", "/sampling/0/share")]
    [InlineData("sampling", """[{"kind": "Repair", "share": 5}]""", "/sampling/0/share")]
    [InlineData("sampling", """[{"kind": "Repair", "share": -0.1}]""", "/sampling/0/share")]
    [InlineData("targets", """{"responseOnTime": -1}""", "/targets/responseOnTime")]
    [InlineData("targets", """{"responseOnTime": "95%"}""", "/targets/responseOnTime")]
    [InlineData("targets", """{"responseOnTime": []}""", "/targets/responseOnTime")]
    [InlineData("targets", """{"responseOnTime": {"weight": 1, "floor": 0.8, "stretch": 0.9}}""", "/targets/responseOnTime/target")]
    [InlineData("targets", """{"responseOnTime": {"target": 0.9, "weight": 1}}""", "/targets/responseOnTime/floor /targets/responseOnTime/stretch")]
    [InlineData("targets", """{"responseOnTime": {"target": 0.9, "weight": 0, "floor": 0.8, "stretch": 1}}""", "/targets/responseOnTime/weight")]
    [InlineData("targets", """{"responseOnTime": {"target": 0.9, "weight": 1, "floor": 0.9, "stretch": 0.9}}""", "/targets/responseOnTime/stretch")]
    [InlineData("targets", """{"responseOnTime": {"target": 0.7, "weight": 1, "floor": 0.8, "stretch": 0.9}}""", "/targets/responseOnTime/target")]
    [InlineData("targets", """{"turnoverDays": {"target": 30, "weight": 1, "floor": 21, "stretch": 10}}""", "/targets/turnoverDays/target")]
    [InlineData("incentives", """[{"from": 1.1, "amount": 1}]""", "/incentives/0/from")]
    [InlineData("incentives", """[{"from": 0.5, "amount": 1}, {"from": 0.5, "amount": 2}]""", "/incentives/1/from")]
    [InlineData("incentives", """[{"from": 0.5, "amount": 1.005}]""", "/incentives/0/amount")]
    [InlineData("incentives", """[{"from": 0.5}]""", "/incentives/0/amount")]
    [InlineData("serviceLevels", """[{"kind": "Repair", "emergency": "yes", "respondWithin": "PT4H", "clock": "AroundTheClock"}]""", "/serviceLevels/0/emergency")]
    public void A_fault_of_a_part_is_named_at_its_place(string member, string json, string pointers)
    {
        var (contract, errors) = With(member, json);
        Assert.Null(contract);
        Assert.Equal(pointers.Split(' '), errors.Select(e => e.Place));
    }

    [Theory]
    [InlineData("""["1011"]""")]
    [InlineData("""["1011", "101"]""")]
    [InlineData("""["1011 AB", "1012"]""")]
    [InlineData("""["1011ab", "1012"]""")]
    [InlineData("""[1011, 1012]""")]
    [InlineData("""["1011", "1012", "1013"]""")]
    [InlineData("\"1011-1012\"")]
    public void Postal_codes_are_two_codes(string codes) =>
        Assert.Equal("/areas/0/postalCodes", With("areas", $$"""[{"postalCodes": {{codes}}}]""").Errors[0].Place);

    [Theory]
    [InlineData("1019", "1011")]
    [InlineData("1011ZZ", "1011AA")]
    public void A_range_of_postal_codes_that_ends_before_it_begins_covers_nothing_and_is_a_fault(string first, string last) =>
        Assert.Equal(["/areas/0/postalCodes"], With("areas", $$"""[{"postalCodes": ["{{first}}", "{{last}}"]}]""").Errors.Select(e => e.Place));

    [Fact]
    public void A_range_may_be_one_postal_code() =>
        Assert.Single(Good("areas", """[{"postalCodes": ["1011AB", "1011AB"]}, {"postalCodes": ["1011AB", "1011"]}]""").Areas[0].PostalCodes!.Distinct());

    [Fact]
    public void Mandates_stand_in_rising_order() => Assert.Equal(
        "More than the mandate before it: the lowest stands first.",
        Detail("mandates", """[{"role": "A", "upTo": 1500}, {"role": "B", "upTo": 1500}]""", "/mandates/1/upTo"));

    [Fact]
    public void Only_the_last_mandate_is_without_a_limit() => Assert.Equal(
        "Required: only the last mandate decides on any amount.", Detail("mandates", """[{"role": "A"}, {"role": "B", "upTo": 1500}]""", "/mandates/0/upTo"));

    [Fact]
    public void A_role_has_one_mandate() => Assert.Equal(
        "Each role once; this one stands at /mandates/0.",
        Detail("mandates", """[{"role": "Opzichter", "upTo": 1500}, {"role": "opzichter", "upTo": 2500}]""", "/mandates/1"));

    [Fact]
    public void A_package_has_a_code_of_its_own() => Assert.Equal(
        "Each code once; this one stands at /pricing/packages/0.",
        Detail("pricing", """{"packages": [{"code": "B", "description": "Bad", "price": 1}, {"code": "b", "description": "Bed", "price": 2}]}""",
            "/pricing/packages/1"));

    [Fact]
    public void A_service_level_agrees_at_least_one_time() => Assert.Equal(
        "At least one of respondWithin, completeWithin and leadTime.",
        Detail("serviceLevels", """[{"kind": "Repair", "clock": "AroundTheClock"}]""", "/serviceLevels/0"));

    [Fact]
    public void A_lead_time_is_for_turnovers() => Assert.StartsWith(
        "Only for Turnover", Detail("serviceLevels", """[{"kind": "Repair", "leadTime": "P10D", "clock": "WorkingDays"}]""", "/serviceLevels/0/leadTime"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("\"urgency\": \"spoed\",", "\"urgency\": \"SPOED\",")]
    [InlineData("", "")]
    public void A_kind_and_urgency_has_one_service_level(string first, string second) => Assert.Equal(
        "One level for each kind and urgency; this one stands at /serviceLevels/0.",
        Detail("serviceLevels", $$"""
            [{"kind": "Repair", {{first}} "respondWithin": "PT4H", "clock": "AroundTheClock"}, {"kind": "repair", {{second}} "respondWithin": "PT8H", "clock": "AroundTheClock"}]
            """, "/serviceLevels/1"));

    [Fact]
    public void A_kind_has_one_sampling_rule() => Assert.Equal(
        "One rule for each kind; this one stands at /sampling/0.",
        Detail("sampling", """[{"kind": "Repair", "share": 0.1}, {"kind": "REPAIR", "share": 0.2}]""", "/sampling/1"));

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public void A_share_may_be_none_or_all(string share) => Assert.Single(Good("sampling", $$"""[{"kind": "Repair", "share": {{share}}}]""").Sampling);

    [Theory]
    [InlineData("colour", "1", "/colour")]
    [InlineData("areas", """[{"area": "Noord", "region": "x"}]""", "/areas/0/region")]
    [InlineData("serviceLevels", """[{"kind": "Repair", "respondWithin": "PT4H", "clock": "AroundTheClock", "stopFor": []}]""", "/serviceLevels/0/stopFor")]
    [InlineData("pricing", """{"lumpSum": 1}""", "/pricing/lumpSum")]
    [InlineData("targets", """{"onTime": 1}""", "/targets/onTime")]
    [InlineData("a/b~c", "1", "/a~1b~0c")]
    public void A_member_that_does_not_exist_is_a_fault(string member, string json, string pointer) =>
        Assert.StartsWith("No such member; there are ", Detail(member, json, pointer), StringComparison.Ordinal);

    [Fact]
    public void A_fault_of_a_name_tells_the_names_that_exist() => Assert.Equal(
        "No such member; there are kind, urgency, default, emergency, respondWithin, completeWithin, leadTime, clock, respondBy, stopsFor.",
        Detail("serviceLevels", """[{"kind": "Repair", "respondWithin": "PT4H", "clock": "AroundTheClock", "stopFor": []}]""", "/serviceLevels/0/stopFor"));

    [Theory]
    [InlineData("contractor", 100)]
    [InlineData("work/0/specialism", 100)]
    [InlineData("mandates/0/role", 100)]
    [InlineData("serviceLevels/0/urgency", 100)]
    [InlineData("pricing/packages/0/code", 100)]
    [InlineData("pricing/packages/0/description", 1_000)]
    public void A_text_has_a_longest_length(string path, int longest)
    {
        Assert.Empty(Read(WithText(path, longest)).Errors);
        Assert.Equal([$"/{path}"], Read(WithText(path, longest + 1)).Errors.Select(e => e.Place));
    }

    [Fact]
    public void A_list_has_at_most_a_thousand_items()
    {
        static string Areas(int count) => $"[{string.Join(',', Enumerable.Range(1, count).Select(i => $$"""{"complex": "C-{{i}}"}"""))}]";
        Assert.Equal(1_000, Good("areas", Areas(1_000)).Areas.Count);
        Assert.Equal("At most 1,000 items.", Detail("areas", Areas(1_001), "/areas"));
    }

    [Fact]
    public void Every_fault_is_named_at_once() => Assert.Equal(
        ["/contractor", "/validFrom", "/areas", "/work", "/mandates", "/targets/responseOnTime", "/colour"],
        Read("""{"colour": 1, "targets": {"responseOnTime": true}, "mandates": "x", "areas": 1, "work": 2}""").Errors.Select(e => e.Place));

    [Theory]
    [InlineData("""{"contractor": "\ud800", "validFrom": "2026-01-01"}""")]
    [InlineData("""{"contractor": "alfa", "validFrom": "2026-01-01", "\udc00": 1}""")]
    [InlineData("""{"contractor": "alfa", "validFrom": "2026-01-01", "serviceLevels": [{"stopsFor": ["\ud800"]}]}""")]
    public void Half_a_surrogate_pair_is_a_fault_and_no_exception(string json) =>
        Assert.Equal(["Texts of valid Unicode: an escape such as \\ud800 stands alone."], Read(json).Errors.Select(e => e.Expected));

    [Fact]
    public void A_number_has_at_most_a_hundred_characters()
    {
        var errors = new List<ReadError>();
        using var document = JsonDocument.Parse(Whole);
        Assert.Null(ContractDocument.Read(new string('1', 101), document.RootElement, errors));
        Assert.Equal([""], errors.Select(e => e.Place));
    }

    [Fact]
    public void A_stored_contract_knows_its_version_and_price_list()
    {
        var contract = ContractDocument.Parse(new ContractRecord("C-1", 4, Whole, Given.Start, PriceList: 3));
        Assert.Equal(("C-1", 4, 3), (contract.Number, contract.Version, contract.PriceList));
    }

    [Fact]
    public void A_stored_contract_stays_in_force_when_the_rules_have_become_stricter()
    {
        var contract = ContractDocument.Parse(new ContractRecord(
            "C-1", 1, """{"contractor": "alfa", "validFrom": "2026-01-01", "work": [{"kind": "Repair", "rank": 200}], "colour": "red", "mandates": 7}""",
            Given.Start));
        Assert.Equal([new ContractWork(OrderKind.Repair, null, 200)], contract.Work);
        Assert.Empty(contract.Mandates);
    }

    private static string WithText(string path, int length)
    {
        var document = JsonNode.Parse(Whole)!;
        var steps = path.Split('/');
        var at = document;
        foreach (var step in steps[..^1]) at = int.TryParse(step, out var index) ? at[index]! : at[step]!;
        at[steps[^1]] = new string('x', length);
        return document.ToJsonString();
    }
}
