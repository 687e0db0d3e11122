namespace Hub.Formats.Vera.Events;

/// <summary>Parts of an Onderhoudsorder that a PATCH for an event carries beside keys, status and extra-attributen.</summary>
[Flags]
internal enum OrderParts
{
    None = 0,

    /// <summary><c>afspraken</c>: the visit that is agreed, or that it is off.</summary>
    Visit = 1,

    /// <summary><c>onderhoudstaken[].status</c> and <c>detailStatus</c>.</summary>
    Tasks = 2,

    /// <summary><c>relaties</c> (OPN), <c>overeenkomst</c>, <c>uitvoerendeSoort</c>.</summary>
    Contractor = 4,

    /// <summary>
    /// <c>technischGereeddatum</c>, <c>financieelGereeddatum</c>, <c>einddatum</c>: when it ended, else the day that the contractor
    /// asks for while it waits for an answer, else the day that the client agreed to.
    /// </summary>
    Dates = 8,

    /// <summary>Extra work as <c>onderhoudstaken</c> with <c>voorcalculaties</c>.</summary>
    ExtraWork = 16,

    /// <summary><c>offertes</c>, with its lines as <c>onderhoudstaken</c>.</summary>
    Quotation = 32,

    /// <summary><c>onderhoudsbestedingen</c> of the tasks.</summary>
    Costs = 64,

    /// <summary><c>defecten[].aangetroffenOorzaak</c>.</summary>
    Cause = 128,

    /// <summary>Until when, in <c>extra-attributen</c>: for events that move a deadline, or stop or start its clock.</summary>
    Deadlines = 256,

    /// <summary>Keys and pre-inspection of a turnover, in <c>extra-attributen</c>.</summary>
    Turnover = 512,
}
