using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Hub.Functions.Http;

/// <summary>One sender has more on its way at once than it may.</summary>
/// <param name="sender">Who.</param>
public sealed class UploadQuotaException(string sender) : Exception($"{sender} has too much on its way at once.")
{
    /// <summary>Who.</summary>
    public string Sender => sender;
}
