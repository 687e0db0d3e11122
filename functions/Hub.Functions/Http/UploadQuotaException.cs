namespace Hub.Functions.Http;

/// <summary>One sender has more bytes in uploads at the same time than it may.</summary>
/// <param name="sender">The sender.</param>
public sealed class UploadQuotaException(string sender) : Exception($"{sender} has too many bytes in uploads at the same time.")
{
    /// <summary>The sender.</summary>
    public string Sender => sender;
}
