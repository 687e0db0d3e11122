namespace Hub.Domain.Documents;

/// <summary>A place in a document or message that could not be read.</summary>
/// <param name="Place">JSON Pointer (<c>/onderhoudstaken/0/omschrijving</c>), or XPath and line (<c>/MaintenanceStatus/InstructionData (line 12)</c>).</param>
/// <param name="Expected">What was expected there, in a sentence; never an exception's text and never the value found, which may be personal.</param>
public sealed record ReadError(string Place, string Expected);
