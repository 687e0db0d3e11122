namespace Hub.Formats.Vera;

/// <summary>Names that both sides of a VERA connection meet in messages, beside the schema's own members.</summary>
public static class VeraNames
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
    /// work, the contractor that routing found). The reader skips such parts, so that an ERP which gets an order and puts it
    /// back unchanged changes nothing.
    /// </summary>
    public const string HubMark = "ketenhub";

    /// <summary>The members <c>naam</c> of <c>extra-attributen</c>, VERA's sanctioned place for what the schema lacks.</summary>
    public static class Extra
    {
        /// <summary>Both ways: urgency as the contract names it.</summary>
        public const string Urgency = "urgentie";

        /// <summary>Both ways: remarks for the contractor.</summary>
        public const string Remarks = "opmerking";

        /// <summary>Both ways: <c>true</c> or <c>false</c>, whether the corporation asks a price first; where it is absent, status <c>OFF</c> says so.</summary>
        public const string QuotationAsked = "offerteGevraagd";

        /// <summary>From the ERP: the answer to what the contractor asked.</summary>
        public const string Answer = "antwoord";

        /// <summary>Read: the client's decision on extra work, <c>akkoord</c> or <c>afgewezen</c>. VERA has no member for it.</summary>
        public const string ExtraWork = "meerwerk";

        /// <summary>Both ways: a remark, reason or question in words; from the ERP it goes with <c>status</c>.</summary>
        public const string Explanation = "toelichting";

        /// <summary>To the ERP: the hub's order id.</summary>
        public const string HubId = "ketenhubId";

        /// <summary>To the ERP: the event's name, e.g. <c>WorkStarted</c>.</summary>
        public const string Event = "gebeurtenis";

        /// <summary>To the ERP: when the event happened, UTC.</summary>
        public const string HappenedAt = "gebeurdOp";

        /// <summary>To the ERP: when work first began, UTC.</summary>
        public const string StartedAt = "gestartOp";

        /// <summary>To the ERP: why work stands still, a name of <see cref="Hub.Core.Orders.InterruptionReason"/>.</summary>
        public const string Reason = "reden";

        /// <summary>To the ERP: EUR without VAT that the event is about.</summary>
        public const string Amount = "bedrag";

        /// <summary>To the ERP: the role that may decide.</summary>
        public const string Role = "rol";

        /// <summary>To the ERP: the lines that the decision is about, separated by commas.</summary>
        public const string LineNumbers = "regels";

        /// <summary>To the ERP: the key of a photo at the hub.</summary>
        public const string PhotoId = "fotoId";

        /// <summary>To the ERP: what the photo shows, a name of <see cref="Hub.Core.Orders.PhotoMoment"/>.</summary>
        public const string PhotoMoment = "fotoMoment";

        /// <summary>To the ERP: the key of a complaint at the corporation.</summary>
        public const string Complaint = "klachtnummer";
    }

    /// <summary>
    /// The lists whose single codes a connection may override (<see cref="Hub.Core.Partners.Connection.Codes"/>), each with
    /// the VERA list that it stands for.
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
    }
}
