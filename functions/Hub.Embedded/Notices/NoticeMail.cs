using Hub.Application.Notices;
using MimeKit;
using MimeKit.Text;

namespace Hub.Embedded.Notices;

/// <summary>Writes the mail of a notice (RFC 5322): the same bytes' worth at each attempt.</summary>
internal static class NoticeMail
{
    public static MimeMessage Of(NoticeMessage notice, string from, IEnumerable<string> to)
    {
        var mail = new MimeMessage
        {
            MessageId = notice.MessageId(from),
            Date = notice.At,
            Subject = notice.Text.Title,
            Body = new TextPart(TextFormat.Plain)
            {
                Text = notice.Text.ToPlainText(notice.Id),
                ContentTransferEncoding = ContentEncoding.QuotedPrintable,
                Headers = { { HeaderId.ContentLanguage, "nl" } },
            },
        };
        mail.From.Add(new MailboxAddress("Ketenhub", from));
        mail.To.AddRange(to.Select(address => new MailboxAddress("", address)));
        // No out-of-office replies to it (RFC 3834, 5).
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add("X-Auto-Response-Suppress", "All");
        return mail;
    }

    /// <summary>Writes a mail with the line ends of RFC 5322, whatever those of the machine are.</summary>
    public static Task WriteAsync(MimeMessage mail, Stream to, CancellationToken cancel)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return mail.WriteToAsync(format, to, cancel);
    }
}
