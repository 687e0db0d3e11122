using Azure.Core;
using Azure.Identity;
using Hub.Application.Notices;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Graph.Users.Item.SendMail;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace Hub.Azure.Graph;

/// <summary>
/// Mail by Microsoft Graph (<c>POST /users/{mailbox}/sendMail</c>), by the hub's identity. It needs the application permission <c>Mail.Send</c>, limited to
/// this mailbox by Exchange's role-based access control for applications.
/// </summary>
/// <param name="mailbox">The mailbox from which it is sent: its address.</param>
/// <param name="identity">Signs in.</param>
/// <param name="http">Makes the requests; null for a client of its own.</param>
public sealed class GraphNotices(string mailbox, TokenCredential identity, HttpClient? http = null) : INoticeChannel, IDisposable
{
    // Microsoft.Graph is large: it is loaded when the first mail is to be sent, and not when the hub starts.
    private readonly Lazy<Sender> _sender = new(() => new Sender(identity, http));

    /// <inheritdoc/>
    public string Name => INoticeChannel.Mail;

    /// <inheritdoc/>
    public bool Reaches(NoticeAudience audience) => audience.Mail.Count > 0;

    /// <inheritdoc/>
    public string ServerOf(NoticeAudience audience) => "Microsoft Graph";

    /// <inheritdoc/>
    public Task<NoticeResult> SendAsync(NoticeMessage message, NoticeAudience audience, CancellationToken cancel) =>
        _sender.Value.SendAsync(mailbox, message, audience, cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_sender.IsValueCreated) _sender.Value.Dispose();
    }

    private sealed class Sender : IDisposable
    {
        private readonly HttpClient? _own;
        private readonly GraphServiceClient _client;

        public Sender(TokenCredential identity, HttpClient? http)
        {
            // The hub itself tries again, later and later.
            _own = http is null ? GraphClientFactory.Create([]) : null;
            _client = new GraphServiceClient(http ?? _own!, identity);
        }

        public async Task<NoticeResult> SendAsync(string mailbox, NoticeMessage message, NoticeAudience audience, CancellationToken cancel)
        {
            var body = new SendMailPostRequestBody { Message = MailOf(mailbox, message, audience), SaveToSentItems = false };
            try
            {
                await _client.Users[mailbox].SendMail.PostAsync(body, r => r.Options.Add(new RetryHandlerOption { MaxRetry = 0 }), cancel);
                return new NoticeResult.Sent();
            }
            catch (Exception e) when (Words(e, cancel) is { } why)
            {
                // A message that it finds wrong or too large is this one; all else concerns every mail, also a mailbox that it does not know.
                return new NoticeResult.Failed(why, IsOfMessage: e is ApiException { ResponseStatusCode: 400 or 413 });
            }
        }

        public void Dispose()
        {
            _client.Dispose();
            _own?.Dispose();
        }

        private static Message MailOf(string mailbox, NoticeMessage message, NoticeAudience audience) => new()
        {
            InternetMessageId = $"<{message.MessageId(mailbox)}>",
            Subject = message.Text.Title,
            Body = new ItemBody { ContentType = BodyType.Text, Content = message.Text.ToPlainText(message.Id) },
            ToRecipients = [.. audience.Mail.Select(a => new Recipient { EmailAddress = new EmailAddress { Address = a } })],
            // Graph takes headers of one's own only where their names begin so.
            InternetMessageHeaders =
            [
                new InternetMessageHeader { Name = "x-auto-response-suppress", Value = "All" },
                new InternetMessageHeader { Name = "x-ketenhub-notice", Value = message.Id },
            ],
        };

        // What the service writes may name addresses: status and code say enough.
        private static string? Words(Exception e, CancellationToken cancel) => e switch
        {
            ODataError { ResponseStatusCode: 401 or 403 } denied =>
                $"Microsoft Graph does not let the hub's identity send from this mailbox ({denied.ResponseStatusCode} {CodeOf(denied)}).",
            ODataError { ResponseStatusCode: 404 } missing => $"Microsoft Graph does not know the mailbox of Graph:mailbox (404 {CodeOf(missing)}).",
            ODataError refused => $"Microsoft Graph answered {refused.ResponseStatusCode} {CodeOf(refused)}.",
            ApiException answer => $"Microsoft Graph answered {answer.ResponseStatusCode}.",
            AuthenticationFailedException => "The hub got no token for Microsoft Graph.",
            HttpRequestException or IOException => "Microsoft Graph cannot be reached.",
            OperationCanceledException when !cancel.IsCancellationRequested => "Microsoft Graph did not answer in time.",
            _ => null,
        };

        // A code is one word of letters; anything else is none.
        private static string CodeOf(ODataError error) =>
            error.Error?.Code is { Length: <= 60 } code && code.All(char.IsAsciiLetterOrDigit) ? code : "without a code";
    }
}
