using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Application.Intake;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Keys;

namespace Hub.Formats.Vera;

/// <summary>The errors of one document, all that are found up to <see cref="Limits.ReportedErrors"/>.</summary>
internal sealed class ReadErrors
{
    private readonly List<ReadError> _errors = [];
    private readonly List<ReadError> _wrongKeys = [];

    public int Count => _errors.Count;

    public IReadOnlyList<ReadError> All => _errors;

    /// <summary>Keys that not every language can carry. They are no errors by themselves: an order may have them from an earlier version.</summary>
    public IReadOnlyList<ReadError> WrongKeys => _wrongKeys;

    public void AddWrongKey(Place place)
    {
        var error = new ReadError(place.ToString(), KeyText.Expected);
        if (_wrongKeys.Count < Limits.ReportedErrors && !_wrongKeys.Contains(error)) _wrongKeys.Add(error);
    }

    public void Add(Place place, string expected)
    {
        if (_errors.Count == Limits.ReportedErrors) return;
        // A member may be looked at for two purposes; its error is one.
        var error = new ReadError(place.ToString(), expected);
        if (!_errors.Contains(error)) _errors.Add(error);
    }

    public bool HasAt(Place place)
    {
        var text = place.ToString();
        return _errors.Exists(e => e.Place == text);
    }

    public void AddHeader(string header, string expected) => _errors.Add(new ReadError($"header {header}", expected));
}
