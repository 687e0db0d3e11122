using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;

namespace Hub.Demo.Contractors;

/// <summary>The codes of an event in each generation: a main status and, after a space, its detail; null where there is none.</summary>
internal sealed record CodesByGeneration(string? A, string? B, string? C)
{
    public string? In(DicoGeneration generation) => generation switch
    {
        DicoGeneration.A => A,
        DicoGeneration.B => B,
        _ => C,
    };
}

/// <summary>The status codes that a contractor's system sends; independent of the hub's own table, so that tests compare the two.</summary>
internal static class DicoStatusCodes
{
    private static readonly CodesByGeneration NoCodes = new(null, null, null);

    private static readonly Dictionary<Type, CodesByGeneration> Facts = new()
    {
        //                                    A      B          C
        [typeof(OrderAccepted)] = new("ACC", "ACC", "ACC"),
        [typeof(OrderRefused)] = new("WEI", "WEI", "WEI"),
        [typeof(AppointmentMade)] = new("AFH", "ACC AFH", "AFH"),
        [typeof(AppointmentMoved)] = new("AFH", "ACC AFH", "AFH"),
        [typeof(WorkStarted)] = new("UIT", null, "REX"),
        [typeof(WorkResumed)] = new("UIT", null, "REX"),
        [typeof(TemporarilyRestored)] = new(null, "OND THD", "THD"),
        [typeof(LeadTimeExtended)] = new("VER", "VER", "VER"),
        [typeof(ResponseRequired)] = new(null, "REV", "REV"),
        [typeof(ResponseGiven)] = new(null, "REA", "REA"),
        [typeof(InformationRequested)] = new(null, "VIN", "VIN"),
        [typeof(InformationGiven)] = new(null, "AIN", "AIN"),
        [typeof(ExtraWorkRequested)] = new(null, "OND AVW", "ONH AVW"),
        [typeof(CancellationRequested)] = new(null, "VAN", "VAN"),
        [typeof(OrderCancelled)] = new("ANN", "ANN", "ANN"),
        [typeof(WorkCompleted)] = new("GER", "TGE", "TGE"),
        [typeof(OrderClosed)] = new(null, "AGE", "AGE"),
    };

    private static readonly Dictionary<InterruptionReason, CodesByGeneration> Interruptions = new()
    {
        [InterruptionReason.Other] = new(null, "OND", "ONH"),
        [InterruptionReason.NoAccess] = new("BNT", "OND BNT", "ONH BNT"),
        [InterruptionReason.ResidentCallsBack] = new("BBT", "OND BBT", "ONH BBT"),
        [InterruptionReason.NoAppointment] = new(null, "OND AFN", "ONH AFN"),
        [InterruptionReason.Material] = new("MIB", "OND MIB", "ONH MIB"),
        [InterruptionReason.Weather] = new("AFW", "OND AFW", "ONH AFW"),
        [InterruptionReason.AwaitingClient] = new("AFR", "OND AFR", "ONH AFR"),
        [InterruptionReason.ResidentRequest] = new("VBW", "OND VBW", "ONH VBW"),
        [InterruptionReason.OtherContractor] = new(null, "OND AWE", "ONH AWE"),
    };

    private static readonly Dictionary<string, string> Meanings = new()
    {
        ["ACC"] = "geaccepteerd", ["WEI"] = "geweigerd", ["AFH"] = "afspraak met huurder", ["UIT"] = "in uitvoering", ["REX"] = "uitvoering hervat",
        ["OND"] = "onderbroken", ["ONH"] = "on hold", ["THD"] = "tijdelijk hersteld", ["BNT"] = "bewoner niet thuis", ["BBT"] = "bewoner belt terug",
        ["AFN"] = "afspraak niet gelukt", ["MIB"] = "materiaal in bestelling", ["AFW"] = "wacht op weer", ["AFR"] = "wacht op opzichter",
        ["VBW"] = "verzoek bewoner", ["AVW"] = "meerwerk", ["AWE"] = "meerwerk door derden", ["VER"] = "doorlooptijd verlengd", ["REV"] = "reactie vereist",
        ["REA"] = "reactie", ["VIN"] = "vraag om informatie", ["AIN"] = "informatie", ["VAN"] = "verzoek annuleren", ["ANN"] = "geannuleerd",
        ["GER"] = "gereed", ["TGE"] = "technisch gereed", ["AGE"] = "administratief gereed",
    };

    public static string? Codes(OrderEvent fact, DicoGeneration generation) =>
        (fact is WorkInterrupted interrupted ? Interruptions.GetValueOrDefault(interrupted.Reason, NoCodes) : Facts.GetValueOrDefault(fact.GetType(), NoCodes))
            .In(generation);

    /// <summary>The codes, followed by the Dutch meaning of the last one.</summary>
    public static string Describe(string codes) => Meanings.TryGetValue(codes[^3..], out var meaning) ? $"{codes} {meaning}" : codes;
}
