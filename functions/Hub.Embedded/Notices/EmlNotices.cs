using System.Globalization;
using Hub.Application.Notices;
using Hub.Embedded.Files;
using Hub.Sqlite;

namespace Hub.Embedded.Notices;

/// <summary>
/// Mail as <c>.eml</c> files in the folder <c>notices</c> of the data directory, which any mail program opens: for a hub without a mail server. A file appears
/// whole or not at all. One that is written twice has one name.
/// </summary>
/// <param name="dataDirectory">The data directory.</param>
/// <param name="clock">Tells how old files are.</param>
public sealed class EmlNotices(string dataDirectory, TimeProvider clock) : INoticeChannel
{
    /// <summary>So many files are kept, the newest.</summary>
    public const int MaxKept = 1_000;

    /// <summary>So many are kept whatever their age, the newest: a clock that is once ahead must not make all of them too old.</summary>
    public const int MinKept = 100;

    /// <summary>So long a file is kept, beyond <see cref="MinKept"/>.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    private const string From = "ketenhub@ketenhub.invalid";
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lock _pruning = new();

    /// <inheritdoc/>
    public string Name => INoticeChannel.Mail;

    /// <summary>Where the files are.</summary>
    public string Folder { get; } = Path.Combine(dataDirectory, "notices");

    /// <inheritdoc/>
    public bool Reaches(NoticeAudience audience) => audience.Mail.Count > 0;

    /// <inheritdoc/>
    public string ServerOf(NoticeAudience audience) => "the folder of mail";

    /// <inheritdoc/>
    public async Task<NoticeResult> SendAsync(NoticeMessage message, NoticeAudience audience, CancellationToken cancel)
    {
        var name = $"{message.At.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture)}-{message.Id}.eml";
        var temporary = Path.Combine(Folder, $".{name}.{Guid.NewGuid():N}.tmp");
        try
        {
            EnsureFolder();
            await using (var file = new FileStream(temporary, NewFile()))
            {
                using var mail = NoticeMail.Of(message, From, audience.Mail);
                await NoticeMail.WriteAsync(mail, file, cancel);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, Path.Combine(Folder, name), overwrite: true);
            DurableFolder.Flush(Folder);
            Prune();
            return new NoticeResult.Sent();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new NoticeResult.Failed($"The file could not be written into the folder notices of the data directory ({DiskWords(e)}).");
        }
        finally
        {
            Remove(temporary);
        }
    }

    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return options;
    }

    private void EnsureFolder()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Folder);
        else Directory.CreateDirectory(Folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    // By their names, which begin with their moment: the times of files are lost when a folder is copied. Also what a crash left half written.
    private void Prune()
    {
        lock (_pruning)
        {
            var names = Directory.EnumerateFiles(Folder, "*.eml").Select(Path.GetFileName).OfType<string>().OrderDescending(StringComparer.Ordinal).ToList();
            var oldest = (clock.GetUtcNow() - KeptFor).UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture);
            foreach (var name in names.Where((n, i) => i >= MaxKept || (i >= MinKept && string.CompareOrdinal(n, oldest) < 0)))
                Remove(Path.Combine(Folder, name));
            foreach (var left in Directory.EnumerateFiles(Folder, ".*.tmp"))
                if (clock.GetUtcNow() - File.GetLastWriteTimeUtc(left) > TimeSpan.FromDays(1)) Remove(left);
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is in the way of nothing: the next one that is written removes it.
        }
    }

    private static string DiskWords(Exception e) => DiskTroubles.Of(e).Words() ?? e.GetType().Name;
}
