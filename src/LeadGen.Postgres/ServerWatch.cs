namespace LeadGen.Postgres;

/// <summary>
/// Starts the server again when something killed it while it was in use. It gets the port it had, so those who use it
/// only have to connect again.
/// </summary>
internal sealed class ServerWatch(ServerFolder folder, Cluster cluster, Action<string>? say) : IAsyncDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _end = new();
    private Task _watching = Task.CompletedTask;

    public void Begin() => _watching = WatchAsync(_end.Token);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancel)
    {
        while (true)
        {
            await Task.Delay(Often, cancel);
            if (!cluster.IsDown)
            {
                continue;
            }

            try
            {
                await using var turn = await FolderLock.AloneAsync(folder.TurnLock, () => { }, cancel);
                await RestartAsync(cancel);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or EmbeddedPostgresException)
            {
                say?.Invoke($"The database in {folder.Root} was gone and does not come back. {e.Message}");
                await Task.Delay(AfterFailure, cancel);
            }
        }
    }

    private async Task RestartAsync(CancellationToken cancel)
    {
        if (cluster.IsDown) // else another of its users was first
        {
            await cluster.StartAsync(cancel);
            say?.Invoke($"The database in {folder.Root} was gone and has been started again.");
        }
    }
}
