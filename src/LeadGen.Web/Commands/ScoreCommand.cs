using LeadGen.Web.Scoring;

namespace LeadGen.Web.Commands;

public static class ScoreCommand
{
    public static System.CommandLine.Command Create()
    {
        var rebuild = new System.CommandLine.Command(
            "rebuild",
            "Drop all cached scores and make them anew, each as of the instant it had."
        );
        rebuild.SetAction((_, cancel) => CommandHost.RunAsync(RebuildAsync, cancel));
        var digest = new System.CommandLine.Command(
            "digest",
            "Print a SHA-256 over all cached scores. It is the same before and after a rebuild."
        );
        digest.SetAction((_, cancel) => CommandHost.RunAsync(DigestAsync, cancel));
        return new System.CommandLine.Command("score", "Prove or remake the cached scores.") { rebuild, digest };
    }

    private static async Task<int> RebuildAsync(IServiceProvider services, CancellationToken cancel)
    {
        await services.GetRequiredService<RescoreRoad>().DrainAsync(cancel);
        var progress = new Progress<long>(done =>
        {
            if (!Console.IsErrorRedirected)
            {
                Console.Error.Write($"\r{done:N0} leads scored");
            }
        });
        var scored = await services.GetRequiredService<ScoreRebuild>().RunAsync(progress, cancel);
        await Console.Error.WriteLineAsync($"\r{scored:N0} leads scored.");
        return 0;
    }

    private static async Task<int> DigestAsync(IServiceProvider services, CancellationToken cancel)
    {
        Console.WriteLine(await services.GetRequiredService<ScoreRebuild>().DigestAsync(cancel));
        return 0;
    }
}
