using System.Globalization;
using System.Text.Json;

namespace Hub.Domain.Documents;

/// <summary>A fault in a document that an administrator put.</summary>
/// <param name="Pointer">JSON Pointer.</param>
/// <param name="Detail">What is expected there.</param>
public sealed record DocumentFault(string Pointer, string Detail);
