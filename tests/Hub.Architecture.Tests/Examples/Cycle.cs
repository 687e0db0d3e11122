namespace Hub.Architecture.Tests.Examples.One
{
    /// <summary>Knows the other by what it does, and not by its signature.</summary>
    internal static class First
    {
        public static int Value() => Two.Second.Value;
    }
}

namespace Hub.Architecture.Tests.Examples.Two
{
    /// <summary>Knows the first by the type of a field.</summary>
    internal sealed class Second
    {
        public static int Value => Environment.TickCount;

        public List<Func<One.IMarker>>? Markers { get; set; }
    }
}

namespace Hub.Architecture.Tests.Examples.One
{
    /// <summary>A type to name.</summary>
    internal interface IMarker;
}
