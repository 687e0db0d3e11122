using System.Diagnostics;

namespace Hub.Application.Diagnostics;

/// <summary>
/// The spans of the hub's own work, in one trace over the whole way of a message: <c>receive message</c>, <c>follow</c> and the follower's name
/// (a span for each message in its batch), <c>deliver message</c>. Trace context crosses neither the event log nor the queue by itself, so each span takes
/// the <c>traceparent</c> (W3C Trace Context) that is stored with the event as its parent. Tags hold ids of orders, partners and deliveries, and never personal
/// data.
/// </summary>
public static class Tracing
{
    /// <summary>Name of the activity source.</summary>
    public const string SourceName = "Ketenhub";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The traceparent of the current span, to be stored with what it causes; null where there is none.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    /// <summary>
    /// Starts a span. Its parent is the stored traceparent, and then it links to the current span; without one it is a child of the
    /// current span. Null where nobody listens.
    /// </summary>
    /// <param name="name">What is done.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="traceParent">As stored; what cannot be read counts as none.</param>
    public static Activity? Start(string name, ActivityKind kind, string? traceParent)
    {
        if (!Source.HasListeners()) return null;
        if (!ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent)) return Source.StartActivity(name, kind);
        var current = Activity.Current?.Context;
        var isParent = current is { } here && here.TraceId == parent.TraceId && here.SpanId == parent.SpanId;
        return Source.StartActivity(name, kind, parent, links: current is { } other && !isParent ? [new ActivityLink(other)] : null);
    }

    /// <summary>
    /// Starts a span for each stored traceparent over one piece of work that all of them cause, such as a batch. With a single one it is the
    /// current span until it ends; with several the current span stays what it is, so that what the work sends belongs to none of them.
    /// </summary>
    public static IDisposable StartAll(string name, ActivityKind kind, IEnumerable<string?> traceParents) => new Spans(name, kind, traceParents);

    private sealed class Spans : IDisposable
    {
        private readonly Activity? _before = Activity.Current;
        private readonly List<Activity> _spans = [];

        public Spans(string name, ActivityKind kind, IEnumerable<string?> traceParents)
        {
            if (!Source.HasListeners()) return;
            foreach (var traceParent in traceParents)
            {
                Activity.Current = _before;
                if (Start(name, kind, traceParent) is { } span) _spans.Add(span);
            }
            if (_spans.Count != 1) Activity.Current = _before;
        }

        public void Dispose()
        {
            foreach (var span in _spans) span.Dispose();
            Activity.Current = _before;
        }
    }
}
