using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Web.Tracking;

/// <summary>What a browser did, ready for its table.</summary>
/// <param name="MachineWhy">Why it is taken for a machine's; null for a person's.</param>
public sealed record TrackedRow(
    Guid Id,
    Guid Visitor,
    string Kind,
    DateTimeOffset At,
    string? Path,
    Source? Source,
    IReadOnlyDictionary<string, string> Properties,
    string? MachineWhy
);

/// <summary>The rows of one request.</summary>
/// <param name="Stored">Whoever waits for the commit is told here; null where nobody does.</param>
public sealed record TrackedRows(IReadOnlyList<TrackedRow> Rows, TaskCompletionSource<bool>? Stored);

/// <summary>
/// What was told and is not stored yet: a moment's worth, so that many browsers share one commit. It is bounded; when it is full, as while the
/// database is away, senders are turned away.
/// </summary>
public sealed class TrackBuffer
{
    public const int Capacity = 10_000;

    private readonly Channel<TrackedRows> _rows = System.Threading.Channels.Channel.CreateBounded<TrackedRows>(
        new BoundedChannelOptions(Capacity) { SingleReader = true }
    );

    /// <summary>False where there is no room.</summary>
    public bool TryAdd(TrackedRows rows) => _rows.Writer.TryWrite(rows);

    public bool TryTake([NotNullWhen(true)] out TrackedRows? rows) => _rows.Reader.TryRead(out rows);

    public async Task WaitAsync(CancellationToken cancel) => await _rows.Reader.WaitToReadAsync(cancel);

    public int Count => _rows.Reader.Count;
}
