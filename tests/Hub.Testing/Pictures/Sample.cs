namespace Hub.Testing.Pictures;

/// <summary>The coded pictures in the folder Samples.</summary>
public static class Sample
{
    /// <summary>The bytes of a file in the folder Samples.</summary>
    /// <param name="name">Its name, e.g. <c>baseline.jpg</c>.</param>
    public static byte[] Read(string name)
    {
        using var stream = typeof(Sample).Assembly.GetManifestResourceStream($"Pictures/{name}")
            ?? throw new FileNotFoundException($"There is no sample {name}.", name);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
