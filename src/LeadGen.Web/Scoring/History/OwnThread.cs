namespace LeadGen.Web.Scoring.History;

/// <summary>Reading histories blocks, for seconds to minutes: it gets a thread of its own, so that none of those that answer is kept from it.</summary>
internal static class OwnThread
{
    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancel) =>
        Task.Factory.StartNew(work, cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
