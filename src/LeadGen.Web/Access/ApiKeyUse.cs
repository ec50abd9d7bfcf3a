using System.Collections.Concurrent;
using System.Threading.Channels;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Access;

/// <summary>Writes down when a key was last used: at most once a minute for each, and never while a caller waits.</summary>
public sealed partial class ApiKeyUse(IServiceScopeFactory scopes, TimeProvider time, ILogger<ApiKeyUse> logger)
    : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private const int MostWaiting = 1000;

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _noted = new();
    private readonly Channel<Guid> _used = Channel.CreateBounded<Guid>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Note(Guid key)
    {
        var now = time.GetUtcNow();
        if (!_noted.TryGetValue(key, out var last) || now - last >= Interval)
        {
            _noted[key] = now;
            _used.Writer.TryWrite(key);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var key in _used.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(key, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // It says a minute later than it was: no reason to stop.
                LogNotWritten(e, key);
            }
        }
    }

    private async Task WriteAsync(Guid id, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var recent = now - Interval;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        await db
            .ApiKeys.Where(key => key.Id == id && (key.LastUsedAt == null || key.LastUsedAt <= recent))
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedAt, now), cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of API key {Key} could not be written")]
    private partial void LogNotWritten(Exception e, Guid key);
}
