using LeadGen.Domain.Handoffs;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Handoffs;

/// <summary>
/// Tells those who look at the queue that it has changed, whichever instance of the app changed it: by one look a second for all of them
/// together, and none while nobody listens.
/// </summary>
public sealed partial class HandoffWatch(
    IServiceScopeFactory scopes,
    IHostApplicationLifetime life,
    ILogger<HandoffWatch> logger
)
{
    public const int ListenersMax = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How many of the latest actions, of the newest and of the most urgent hand-offs are compared. More in one second are a change too.</summary>
    private const int Latest = 20;
    private const int Urgent = 50;

    private readonly Lock _lock = new();
    private readonly HashSet<Listener> _listeners = [];
    private bool _looks;

    /// <summary>Null where too many listen already. The first signal comes with the next look, for what was missed until then.</summary>
    public Listener? Listen()
    {
        lock (_lock)
        {
            if (_listeners.Count >= ListenersMax)
            {
                return null;
            }

            var listener = new Listener(this);
            _listeners.Add(listener);
            if (!_looks)
            {
                _looks = true;
                _ = Task.Run(LookAsync);
            }

            return listener;
        }
    }

    private async Task LookAsync()
    {
        string? seen = null;
        while (Listeners() is { Length: > 0 } listeners && !life.ApplicationStopping.IsCancellationRequested)
        {
            try
            {
                var now = await MarkAsync(life.ApplicationStopping);
                foreach (var listener in listeners.Where(listener => now != seen || listener.IsNew))
                {
                    listener.Signal();
                }

                seen = now;
                await Task.Delay(Pause, life.ApplicationStopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException)
            {
                LogFailed(e);
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    /// <summary>Empty where nobody listens any more: then the looking has ended, too.</summary>
    private Listener[] Listeners()
    {
        lock (_lock)
        {
            _looks = _listeners.Count > 0;
            return [.. _listeners];
        }
    }

    /// <summary>Another text whenever hand-offs were opened or changed. A few short steps on indexes, however many hand-offs there are.</summary>
    private async Task<string> MarkAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var handoffs = db.Handoffs.AsNoTracking();
        var acted = handoffs.Where(h => h.LastActionAt != null).OrderByDescending(h => h.LastActionAt).Take(Latest);
        var opened = handoffs.OrderByDescending(h => h.Id).Take(Latest);
        var urgent = handoffs
            .Where(Queries.IsOpen)
            .OrderBy(h => EF.Property<DateTimeOffset?>(h, "due"))
            .ThenBy(h => h.Id)
            .Take(Urgent);
        // Whoever is given one is told.
        var told = db.Set<Notification>().OrderByDescending(n => n.Id).Select(n => n.Id).Take(1);
        var marks = new List<string>((await told.ToListAsync(cancel)).Select(id => $"{id:N}"));
        foreach (var some in new[] { acted, opened, urgent })
        {
            var versions = await some.Select(h => new { h.Id, h.Version }).ToListAsync(cancel);
            marks.AddRange(versions.Select(h => $"{h.Id:N}{h.Version}"));
        }

        return string.Join(' ', marks);
    }

    private void Remove(Listener listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The queue could not be looked at for those who have it open; it is tried again"
    )]
    private partial void LogFailed(Exception exception);

    /// <summary>One who has the queue open. Signals that come before the last one was heard are one.</summary>
    public sealed class Listener(HandoffWatch watch) : IDisposable
    {
        private readonly SemaphoreSlim _signal = new(0, 1);

        internal bool IsNew { get; private set; } = true;

        /// <returns>False where nothing changed for that long.</returns>
        public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancel) => _signal.WaitAsync(atMost, cancel);

        public void Dispose() => watch.Remove(this);

        internal void Signal()
        {
            IsNew = false;
            if (_signal.CurrentCount == 0)
            {
                _signal.Release();
            }
        }
    }
}
