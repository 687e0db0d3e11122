using System.Collections.Frozen;
using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Formats.Vera.Codes;

/// <summary>State of a visit (VERA AFSPRAAKSTATUS).</summary>
public enum VisitState
{
    /// <summary>Asked for, not yet planned (AAN).</summary>
    Requested,

    /// <summary>Planned (GEP).</summary>
    Planned,

    /// <summary>It took place (AFG).</summary>
    Done,

    /// <summary>Off (ANN).</summary>
    Cancelled,
}

/// <summary>State of a task (VERA ONDERHOUDSTAAKSTATUS).</summary>
public enum TaskState
{
    /// <summary>Created (CON).</summary>
    Created,

    /// <summary>A visit is planned (GEP).</summary>
    Planned,

    /// <summary>The mechanic is on the way (REI).</summary>
    Travelling,

    /// <summary>The mechanic is at work (UIT).</summary>
    InProgress,

    /// <summary>A short pause (PAU).</summary>
    Paused,

    /// <summary>It is interrupted (OND).</summary>
    Interrupted,

    /// <summary>Clearing up (UWT).</summary>
    WindingUp,

    /// <summary>Done (GER).</summary>
    Done,

    /// <summary>Administratively closed (GES).</summary>
    Closed,
}

/// <summary>
/// The VERA 4.3 code lists in use, one table each: code, Dutch name, meaning here. Source: Aedes' VERA reference data (CC0).
/// </summary>
public static class CodeMaps
{
    /// <summary>ONDERHOUDSOORT; null marks work that the hub does not take.</summary>
    public static readonly CodeList<OrderKind?> Kinds = new("ONDERHOUDSOORT", MemberNames.Lists.Kind,
        new("REP", "Reparatie", OrderKind.Repair),
        new("MUT", "Mutatie", OrderKind.Turnover),
        new("INS", "Inspectie", OrderKind.Inspection),
        new("PLN", "Planmatig", null),
        new("PRJ", "Projectmatig", null),
        new("WMO", "WMO Aanpassing", null),
        new("WOV", "Woningverbetering", null),
        new("LEE", "Leefbaarheid", null));

    /// <summary>ONDERHOUDSORDERSTATUS.</summary>
    public static readonly CodeList<OrderStatus> Statuses = new("ONDERHOUDSORDERSTATUS", MemberNames.Lists.Status,
        new("REG", "Geregistreerd", OrderStatus.Registered),
        new("WOG", "Wacht op goedkeuring", OrderStatus.AwaitingApproval),
        new("OFF", "Offertetraject", OrderStatus.Quoting),
        new("GUN", "Order gegund", OrderStatus.Awarded),
        new("PLN", "Order gepland", OrderStatus.Planned),
        new("INB", "In behandeling", OrderStatus.InProgress),
        new("TEC", "Technisch gereed", OrderStatus.TechnicallyComplete),
        new("STE", "Order in steekproef", OrderStatus.InSample),
        new("FIN", "Financieel afwikkelen", OrderStatus.Settling),
        new("AFG", "Afgehandeld", OrderStatus.Closed),
        new("GEA", "Geannuleerd", OrderStatus.Cancelled));

    /// <summary>AFREKENWIJZESOORT.</summary>
    public static readonly CodeList<AgreementMethod> Agreements = new("AFREKENWIJZESOORT", MemberNames.Lists.Agreement,
        new("AFK", "Afkoop", AgreementMethod.LumpSum),
        new("VPR", "Vaste prijs", AgreementMethod.FixedSum),
        new("NCE", "Nacalculatie eenheidsprijzen", AgreementMethod.UnitPrice),
        new("NCR", "Nacalculatie regie", AgreementMethod.TimeAndMaterials),
        new("GAR", "Garantie", AgreementMethod.Warranty));

    /// <summary>
    /// MEETEENHEID and the DICO unit that a line carries. FTE and EUR are left out: no task is counted in them. The last
    /// three are not in VERA's list and travel under their DICO code, for a contractor may count extra work in them.
    /// </summary>
    public static readonly CodeList<string> Units = new("MEETEENHEID", MemberNames.Lists.Unit,
        new("STU", "Stuks", "PCE"),
        new("UUR", "Uren", "HUR"),
        new("MIN", "Minuten", "MIN"),
        new("MTR", "Meter", "MTR"),
        new("M2", "Vierkante meter, m2", "MTK"),
        new("M3", "Kubieke meter, m3", "MTQ"),
        new("CM", "Centimeter", "CMT"),
        new("MIL", "Millimeter", "MMT"),
        new("LTR", "Liter", "LTR"),
        new("KGR", "Kilogram", "KGM"),
        new("GRM", "Gram", "GRM"),
        new("DAY", "Dag", "DAY"),
        new("MLT", "Milliliter", "MLT"),
        new("TNE", "Ton", "TNE"));

    /// <summary>DEFECTOORZAAK; the hub keeps VERA's own code.</summary>
    public static readonly CodeList<string> Causes = new("DEFECTOORZAAK", MemberNames.Lists.Cause,
        new("BEW", "Bewonersopdracht/gedrag", "BEW"),
        new("BRA", "Schade door brand", "BRA"),
        new("OUD", "Ouderdom", "OUD"),
        new("SLT", "Normale slijtage", "SLT"),
        new("SOP", "Slecht opgeleverd", "SOP"),
        new("STO", "Schade door storm", "STO"),
        new("VAN", "Schade door vandalisme", "VAN"),
        new("VGE", "Verzoek van de vastgoedeigenaar", "VGE"),
        new("WAT", "Schade door water", "WAT"));

    /// <summary>AFSPRAAKSTATUS.</summary>
    public static readonly CodeList<VisitState> Visits = new("AFSPRAAKSTATUS", null,
        new("AAN", "Aangevraagd", VisitState.Requested),
        new("GEP", "Gepland", VisitState.Planned),
        new("AFG", "Afgerond", VisitState.Done),
        new("ANN", "Geannuleerd", VisitState.Cancelled));

    /// <summary>ONDERHOUDSTAAKSTATUS.</summary>
    public static readonly CodeList<TaskState> Tasks = new("ONDERHOUDSTAAKSTATUS", null,
        new("CON", "Concept  / aangemaakt", TaskState.Created),
        new("GEP", "Gepland", TaskState.Planned),
        new("REI", "Onderweg", TaskState.Travelling),
        new("UIT", "In uitvoering", TaskState.InProgress),
        new("PAU", "Gepauzeerd", TaskState.Paused),
        new("OND", "Onderbroken", TaskState.Interrupted),
        new("UWT", "Uitwerktijd", TaskState.WindingUp),
        new("GER", "Gereed", TaskState.Done),
        new("GES", "Gesloten", TaskState.Closed));

    /// <summary>ONDERHOUDSTAAKDETAILSTATUS, all of them under <c>OND</c>; the value is VERA's own code.</summary>
    public static readonly CodeList<string> TaskDetails = new("ONDERHOUDSTAAKDETAILSTATUS", null,
        new("AFW", "Klant niet aanwezig", "AFW"),
        new("DIS", "Niet de juiste discipline", "DIS"),
        new("INS", "Inspectie/beoordeling vereist", "INS"),
        new("MAT", "Materiaal bestellen", "MAT"),
        new("OFF", "Offerte benodigd", "OFF"),
        new("ONV", "Onvoldoende tijd", "ONV"));

    /// <summary>
    /// Why work is interrupted, as a code of <see cref="TaskDetails"/>; null where VERA has none for it. The exact
    /// reason always travels in <see cref="MemberNames.Extra.Reason"/>.
    /// </summary>
    public static readonly FrozenDictionary<InterruptionReason, string?> Interruptions = new Dictionary<InterruptionReason, string?>
    {
        [InterruptionReason.Other] = null,
        [InterruptionReason.NoAccess] = "AFW",
        [InterruptionReason.ResidentCallsBack] = "AFW",
        [InterruptionReason.NoAppointment] = null,
        [InterruptionReason.Material] = "MAT",
        [InterruptionReason.Weather] = null,
        [InterruptionReason.AwaitingClient] = "INS",
        [InterruptionReason.ResidentRequest] = null,
        [InterruptionReason.OtherContractor] = "DIS",
        [InterruptionReason.WrongDiscipline] = "DIS",
        [InterruptionReason.NotEnoughTime] = "ONV",
    }.ToFrozenDictionary();

    /// <summary>How far the tasks are, by how far the order is; an interruption or an extra line waiting for an answer goes before it.</summary>
    public static readonly FrozenDictionary<OrderStatus, TaskState> TaskStates = new Dictionary<OrderStatus, TaskState>
    {
        [OrderStatus.Registered] = TaskState.Created,
        [OrderStatus.AwaitingApproval] = TaskState.Created,
        [OrderStatus.Quoting] = TaskState.Created,
        [OrderStatus.Awarded] = TaskState.Created,
        [OrderStatus.Planned] = TaskState.Planned,
        [OrderStatus.InProgress] = TaskState.InProgress,
        [OrderStatus.TechnicallyComplete] = TaskState.Done,
        [OrderStatus.InSample] = TaskState.Done,
        [OrderStatus.Settling] = TaskState.Done,
        [OrderStatus.Closed] = TaskState.Closed,
        [OrderStatus.Cancelled] = TaskState.Closed,
    }.ToFrozenDictionary();

    /// <summary>The phases of (V)AORTA as the sector names them; VERA has no list of them.</summary>
    public static readonly FrozenDictionary<AortaPhase, string> Phases = new Dictionary<AortaPhase, string>
    {
        [AortaPhase.Leave] = "vertrekken",
        [AortaPhase.Report] = "aanmelden",
        [AortaPhase.Examine] = "onderzoeken",
        [AortaPhase.Repair] = "repareren",
        [AortaPhase.ReportBack] = "terugkoppelen",
    }.ToFrozenDictionary();

    /// <summary>ONDERHOUDSBESTEDINGSOORT of a settled line, by its unit; a line with a price code is <c>VAS</c>.</summary>
    public static readonly CodeList<string> Spendings = new("ONDERHOUDSBESTEDINGSOORT", null,
        new("VAS", "Vaste taakprijs", "price code"),
        new("WER", "Werktijd", "time"),
        new("OVE", "Overige kosten", "other"));

    /// <summary>What a photo is called in the lists of documents.</summary>
    public const string Photo = "photo";

    /// <summary>INFORMATIEOBJECTSOORT, of which the hub takes photos.</summary>
    public static readonly CodeList<string> Documents = new("INFORMATIEOBJECTSOORT", MemberNames.Lists.Document, new CodeEntry<string>("FOT", "Foto", Photo));

    /// <summary>
    /// INFORMATIEOBJECTONDERWERP of a photo: what it shows. VERA has the list and publishes no codes of it; these are the hub's.
    /// </summary>
    public static readonly CodeList<PhotoMoment> Moments = new("INFORMATIEOBJECTONDERWERP", MemberNames.Lists.PhotoMoment,
        new("VOOR", "Voor", PhotoMoment.Before),
        new("NA", "Na", PhotoMoment.After),
        new("SCHADE", "Schade", PhotoMoment.Damage),
        new("BEFORE", "Voor", PhotoMoment.Before),
        new("AFTER", "Na", PhotoMoment.After),
        new("DAMAGE", "Schade", PhotoMoment.Damage));

    /// <summary>
    /// INFORMATIEOBJECTFORMAAT; the value is the media type. VERA has png and image/png as its example and publishes no codes. A code
    /// is the ending of a file's name too.
    /// </summary>
    public static readonly CodeList<string> PictureFormats = new("INFORMATIEOBJECTFORMAAT", null,
        new("jpg", "image/jpeg", "image/jpeg"),
        new("png", "image/png", "image/png"),
        new("webp", "image/webp", "image/webp"),
        new("heic", "image/heic", "image/heic"));

    /// <summary>VERTROUWELIJKHEID of every photo: homes are to be seen on it.</summary>
    public static readonly CodeList<string> Confidentiality = new("VERTROUWELIJKHEID", null, new CodeEntry<string>("VER", "Vertrouwelijk", Photo));

    /// <summary>
    /// RELATIEROLSOORT, whole: of most roles the hub needs nothing, and a relation that has only such a one is passed over. What is not in the list says
    /// nothing of whom the relation is.
    /// </summary>
    public static readonly FrozenSet<string> RelationRoles = FrozenSet.ToFrozenSet<string>(
    [
        "AAN", "AFW", "AMA", "AMB", "ASS", "BED", "BEH", "BES", "BET", "BEW", "BSL", "BUD", "BWI", "COL", "CON", "COO", "CPE", "CUR", "DEU",
        "EIG", "ERF", "FIA", "GAR", "GEB", "GEL", "HME", "HOO", "HUI", "HUU", "INS", "KIN", "KLA", "KOP", "LEV", "MBW", "MDH", "MDW", "MED",
        "MEL", "NOT", "OPD", "OPN", "OPZ", "OWI", "PEN", "PRO", "SEC", "TEA", "VER", "VMA", "VOL", "VOO", "VVE", "VVL", "WON", "WOO", "ZEK",
    ],
        KeyText.Codes);

    /// <summary>Role of the contractor in RELATIEROLSOORT.</summary>
    public static readonly CodeEntry<string> ContractorRole = new("OPN", "Opdrachtnemer", "contractor");

    /// <summary>Roles of a resident in RELATIEROLSOORT, the first found in this order is the contact.</summary>
    public static readonly IReadOnlyList<CodeEntry<string>> ResidentRoles =
        [new("HUU", "Huurder", "tenant"), new("BEW", "Bewoner", "occupant")];

    /// <summary>CONTACTGEGEVENSOORT of a phone.</summary>
    public static readonly IReadOnlyList<string> PhoneKinds = ["MOB", "TEL"];

    /// <summary>CONTACTGEGEVENSOORT of an e-mail address.</summary>
    public const string EmailKind = "EMA";

    /// <summary>RELATIESOORT of a company.</summary>
    public static readonly CodeEntry<string> Company = new("REC", "Rechtspersoon", "company");

    /// <summary>UITVOERENDESOORT of a contractor.</summary>
    public static readonly CodeEntry<string> Supplier = new("LEV", "Leverancier", "contractor");

    /// <summary>The lists of which a connection may override codes, by their name in <see cref="MemberNames.Lists"/>.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Overridable = new[]
    {
        Statuses.Overridable, Kinds.Overridable, Agreements.Overridable, Units.Overridable, Causes.Overridable, Documents.Overridable, Moments.Overridable,
    }.Select(l => l!.Value).ToDictionary(l => l.List, l => l.Codes);
}
