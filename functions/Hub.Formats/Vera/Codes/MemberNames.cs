namespace Hub.Formats.Vera.Codes;

/// <summary>Names that both sides of a VERA connection meet in messages, beside the schema's own members.</summary>
public static class MemberNames
{
    /// <summary>Header: the message's identity, and what binds messages of one conversation.</summary>
    public const string ReferenceHeader = "X-Stuurgegevens-Referentienummer";

    /// <summary>Header: when the message was sent, UTC.</summary>
    public const string MomentHeader = "X-Stuurgegevens-Tijdstip-Bericht";

    /// <summary>Header: which organisation sent it.</summary>
    public const string SenderHeader = "X-Stuurgegevens-Zender-Organisatie";

    /// <summary>What the hub calls itself in <see cref="SenderHeader"/>: not the corporation's name, or an ERP might take its own echo.</summary>
    public const string Sender = "Ketenhub";

    /// <summary>
    /// Value of <c>idGegevensbeheerder</c> on the parts of an order that the hub added itself (the contractor's visit, extra
    /// work, the contractor that routing found), and on every photo that it lists. The reader skips such parts, so that an ERP which gets an order and puts it
    /// back unchanged changes nothing.
    /// </summary>
    public const string HubMark = "ketenhub";

    /// <summary>
    /// The members <c>naam</c> of <c>extra-attributen</c>, VERA's sanctioned place for what the schema lacks. Those marked "from the
    /// ERP" or "both ways" are read; of these, those marked "PATCH" are passed over in a POST and a PUT. The rest is passed over always.
    /// </summary>
    public static class Extra
    {
        /// <summary>Both ways: urgency as the contract names it.</summary>
        public const string Urgency = "urgentie";

        /// <summary>Both ways: remarks for the contractor.</summary>
        public const string Remarks = "opmerking";

        /// <summary>Both ways: <c>true</c> or <c>false</c>, whether the corporation asks a price first; where it is absent, status <c>OFF</c> means
        /// so.</summary>
        public const string QuotationAsked = "offerteGevraagd";

        /// <summary>From the ERP: the answer to what the contractor asked.</summary>
        public const string Answer = "antwoord";

        /// <summary>From the ERP, PATCH: the client's decision on extra work, <c>akkoord</c> or <c>afgewezen</c>. VERA has no member for it.</summary>
        public const string ExtraWork = "meerwerk";

        /// <summary>
        /// From the ERP, PATCH: the client's answer to a contractor that asks for more time, <c>akkoord</c> or <c>afgewezen</c>. With
        /// <c>akkoord</c>, <c>uitersteGereeddatum</c> of the same PATCH is the day until which it may take, and no change of the
        /// order; without it the contractor's own day is agreed to.
        /// </summary>
        public const string Extension = "uitstel";

        /// <summary>Both ways, PATCH: the day on which the keys of a turnover came in, <c>yyyy-MM-dd</c>.</summary>
        public const string KeysReceived = "sleutelsOntvangen";

        /// <summary>Both ways, PATCH: <c>gehouden</c> where the pre-inspection of a turnover was held.</summary>
        public const string PreInspection = "voorinspectie";

        /// <summary>Both ways: a remark, reason or question in words; from the ERP it goes with <c>status</c>.</summary>
        public const string Explanation = "toelichting";

        /// <summary>To the ERP: the hub's order id.</summary>
        public const string HubId = "ketenhubId";

        /// <summary>To the ERP, in the answer to its message: <c>true</c> where a contractor has the order, else <c>false</c>.</summary>
        public const string Assigned = "toegewezen";

        /// <summary>To the ERP, in the answer to its message: why no contractor has it, in words; absent where one has it.</summary>
        public const string NotAssignedBecause = "nietToegewezenOmdat";

        /// <summary>To the ERP, in the answer to its message: what to look at though the order goes on, such as an urgency that the contract does not
        /// name.</summary>
        public const string Warning = "waarschuwing";

        /// <summary>To the ERP: the event's name, e.g. <c>WorkStarted</c>.</summary>
        public const string Event = "gebeurtenis";

        /// <summary>To the ERP: when the event happened, UTC.</summary>
        public const string HappenedAt = "gebeurdOp";

        /// <summary>To the ERP: when work first began, UTC.</summary>
        public const string StartedAt = "gestartOp";

        /// <summary>
        /// To the ERP: why, in one word. Where work is interrupted, a name of <see cref="Hub.Domain.Work.InterruptionReason"/>; of a photo
        /// that was deleted, a name of <see cref="Hub.Domain.Orders.PhotoDeletion"/>; of one that was rejected, the reason's stable key.
        /// </summary>
        public const string Reason = "reden";

        /// <summary>
        /// Both ways: EUR without VAT that the event is about, such as <c>1234.56</c>. In a PATCH with <c>financieelGereeddatum</c> it is
        /// the total that is settled.
        /// </summary>
        public const string Amount = "bedrag";

        /// <summary>From the ERP, PATCH: the role in which <c>status</c> or <c>meerwerk</c> of the same document is decided.</summary>
        public const string Role = "rol";

        /// <summary>To the ERP: the lowest role that may decide. Not <see cref="Role"/>: what an ERP sends back must not decide anything.</summary>
        public const string RoleNeeded = "rolNodig";

        /// <summary>To the ERP: the role in which it was decided.</summary>
        public const string DecidedBy = "beslotenDoor";

        /// <summary>To the ERP: all roles that may decide, the lowest first, separated by commas.</summary>
        public const string Roles = "rollen";

        /// <summary>
        /// Both ways: numbers of the lines that it is about, separated by commas. From the ERP, PATCH, beside <c>meerwerk</c>
        /// <c>akkoord</c>: only these lines are agreed to, and the others declined; without it all are agreed to. The number of a line of
        /// extra work is the key of its task without <c>meerwerk-</c>.
        /// </summary>
        public const string LineNumbers = "regels";

        /// <summary>To the ERP: in what the costs that it settled differ from what was agreed, in words.</summary>
        public const string Differences = "verschillen";

        /// <summary>To the ERP: where the order is in the sector's shared process, (V)AORTA: see <see cref="CodeMaps.Phases"/>.</summary>
        public const string Phase = "fase";

        /// <summary>To the ERP: until when the contractor must have responded, UTC.</summary>
        public const string RespondBy = "reactieUiterlijk";

        /// <summary>To the ERP: until when the work must be technically complete, UTC. Not <c>uitersteGereeddatum</c>, which is what the ERP itself
        /// asks.</summary>
        public const string CompleteBy = "gereedUiterlijk";

        /// <summary>To the ERP: until when a turnover must have passed its final inspection, UTC.</summary>
        public const string LeadTimeBy = "opleverenUiterlijk";

        /// <summary>
        /// To the ERP: why the clock of the deadlines is stopped, a name of <see cref="Hub.Domain.Work.InterruptionReason"/>; absent while it
        /// runs. As long as it is stopped, deadlines that had not passed before move on with it.
        /// </summary>
        public const string ClockStopped = "klokStaatStil";

        /// <summary>
        /// To the ERP: the facts in this document that the hub sent of its own accord, <c>name=value</c> separated by semicolons. A PATCH that
        /// brings such a fact back unchanged, with this attribute, reports nothing new: see <see cref="LoopGuard"/>.
        /// </summary>
        public const string SentByHub = "ketenhubMeldde";

        /// <summary>To the ERP: the key of a photo at the hub.</summary>
        public const string PhotoId = "fotoId";

        /// <summary>To the ERP: what the photo shows, a name of <see cref="Hub.Domain.Orders.PhotoMoment"/>.</summary>
        public const string PhotoMoment = "fotoMoment";

        /// <summary>
        /// To the ERP: how many photos are missing that the contract asks, such as <c>voor=1;na=2</c>; where it asks them of lines, each
        /// line that lacks any with its number before a colon, separated by commas: <c>2:voor=0;na=1,3:voor=1;na=1</c>.
        /// </summary>
        public const string MissingPhotos = "ontbrekendeFotos";

        /// <summary>To the ERP: the key of a complaint at the corporation.</summary>
        public const string Complaint = "klachtnummer";
    }

    /// <summary>
    /// The lists whose single codes a connection may override (<see cref="Hub.Domain.Partners.Connection.Codes"/>), each with
    /// the VERA list that it is of.
    /// </summary>
    public static class Lists
    {
        /// <summary>ONDERHOUDSORDERSTATUS.</summary>
        public const string Status = "status";

        /// <summary>ONDERHOUDSOORT.</summary>
        public const string Kind = "kind";

        /// <summary>AFREKENWIJZESOORT.</summary>
        public const string Agreement = "agreement";

        /// <summary>MEETEENHEID.</summary>
        public const string Unit = "unit";

        /// <summary>DEFECTOORZAAK.</summary>
        public const string Cause = "cause";

        /// <summary>INFORMATIEOBJECTSOORT, of a photo.</summary>
        public const string Document = "document";

        /// <summary>INFORMATIEOBJECTONDERWERP of a photo, of which VERA publishes no codes: see <see cref="CodeMaps.Moments"/>.</summary>
        public const string PhotoMoment = "photoMoment";
    }
}
