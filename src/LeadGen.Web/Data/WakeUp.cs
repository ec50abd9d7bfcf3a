namespace LeadGen.Web.Data;

/// <summary>Tells a loop of this process that there is work, so that it need not wait until it looks again by itself.</summary>
public sealed class WakeUp : IDisposable
{
    private readonly SemaphoreSlim _asked = new(0, 1);

    public void Call()
    {
        // In a burst nearly every call finds it awake, and an exception for each would cost more than the work.
        if (_asked.CurrentCount > 0)
        {
            return;
        }

        try
        {
            _asked.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already, and will look again.
        }
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => _asked.WaitAsync(atMost, cancel);

    public void Dispose() => _asked.Dispose();
}
