using Hub.Application.Moving;

namespace Hub.Functions.Local.Moving;

/// <summary>An export that is whole, and that the passphrase opens. It is looked at before the stores into which it goes are opened or made.</summary>
internal sealed class WholeExport : IDisposable
{
    private WholeExport(MoveFolder folder, MoveManifest manifest, PassphraseSeal seal) => (Folder, Manifest, Seal) = (folder, manifest, seal);

    /// <summary>Where it is.</summary>
    public MoveFolder Folder { get; }

    /// <summary>What stands in it.</summary>
    public MoveManifest Manifest { get; }

    /// <summary>Opens its secrets.</summary>
    public PassphraseSeal Seal { get; }

    /// <summary>Looks at a folder.</summary>
    /// <exception cref="MoveException">It is no whole export, or the passphrase is another.</exception>
    public static WholeExport Open(MoveFolder folder, string passphrase)
    {
        var manifest = Find(folder);
        return new WholeExport(folder, manifest, ExportHub.OpenSeal(manifest.Seal, passphrase));
    }

    /// <inheritdoc/>
    public void Dispose() => Seal.Dispose();

    // The manifest, each file by its hash, and each picture by its length. Its hash is compared when it is written.
    private static MoveManifest Find(MoveFolder folder)
    {
        var manifest = folder.FindManifest() ?? throw new MoveException(folder.FindState() is null
            ? $"There is no export in {folder.Path}: its manifest.json is missing."
            : $"The export in {folder.Path} is not complete: run the export again, it goes on where it was.");
        if (manifest.Format != MoveManifest.CurrentFormat)
        {
            throw new MoveException(
                $"The export in {folder.Path} has format {manifest.Format}, and this program reads {MoveManifest.CurrentFormat}: "
                + "use the version that wrote it.");
        }
        foreach (var part in MovedParts.All)
        {
            var path = folder.PathOf(part.File);
            var expected = manifest.Parts.FirstOrDefault(f => f.Name == part.File)
                ?? throw new MoveException($"The manifest of {folder.Path} does not name {part.File}.");
            if (!File.Exists(path)) throw new MoveException($"The file {path} is missing.");
            if (new FileInfo(path).Length != expected.Bytes || folder.HashOf(part.File) != expected.Sha256)
                throw new MoveException($"The file {path} is damaged.");
        }
        foreach (var picture in LineFile<MovedPicture>.Read(folder, "pictures.jsonl", MovedJson.Default.MovedPicture))
        {
            var file = new FileInfo(folder.PathOf(PictureFiles.NameOf(picture.Sha256)));
            if (!file.Exists) throw new MoveException($"The file {file.FullName} is missing.");
            if (file.Length != picture.Length) throw new MoveException($"The file {file.FullName} is damaged.");
        }
        return manifest;
    }
}
