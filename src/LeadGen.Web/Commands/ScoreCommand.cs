using System.CommandLine;
using System.Text.Json;
using LeadGen.Domain.Learning;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using LeadGen.Web.Scoring.Learning;
using LeadGen.Web.Scoring.Replays;

namespace LeadGen.Web.Commands;

public static class ScoreCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonColumn.Options) { WriteIndented = true };

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
        var model = new Option<string>("--model")
        {
            Description = "published, or draft for the draft beside the published one",
            DefaultValueFactory = _ => "published",
        };
        model.AcceptOnlyFromAmong("published", LeadScoring.Draft);
        var replay = new System.CommandLine.Command(
            "replay",
            "Go through all leads as a model would have, and print what it would have done."
        )
        {
            model,
        };
        replay.SetAction(
            (parsed, cancel) =>
                CommandHost.RunAsync(
                    (services, stop) => ReplayAsync(services, parsed.GetValue(model) == LeadScoring.Draft, stop),
                    cancel
                )
        );
        var prove = new System.CommandLine.Command(
            "prove",
            "Replay the version in force over its own time, and say whether its stored moves come out the same."
        );
        prove.SetAction((_, cancel) => CommandHost.RunAsync(ProveAsync, cancel));
        var silent = new Option<int?>("--silent-days")
        {
            Description = "days after which a lead of which sales said nothing counts as not good",
        };
        silent.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > LearningOptions.SilentDaysMax)
            {
                result.AddError($"--silent-days takes a number from 1 to {LearningOptions.SilentDaysMax}.");
            }
        });
        var learn = new System.CommandLine.Command(
            "learn",
            "Learn a scorecard from what became of all past leads, and print what it found. /marketing/scoring/learn shows it too."
        )
        {
            silent,
        };
        learn.SetAction(
            (parsed, cancel) =>
                CommandHost.RunAsync((services, stop) => LearnAsync(services, parsed.GetValue(silent), stop), cancel)
        );
        return new System.CommandLine.Command("score", "Prove, remake, replay or learn the scores.")
        {
            rebuild,
            digest,
            replay,
            prove,
            learn,
        };
    }

    private static async Task<int> RebuildAsync(IServiceProvider services, CancellationToken cancel)
    {
        await services.GetRequiredService<RescoreRoad>().DrainAsync(cancel);
        var progress = new Progress<long>(done => Tell(done, "scored"));
        var scored = await services.GetRequiredService<ScoreRebuild>().RunAsync(progress, cancel);
        await Console.Error.WriteLineAsync($"\r{scored:N0} leads scored.");
        return 0;
    }

    private static async Task<int> DigestAsync(IServiceProvider services, CancellationToken cancel)
    {
        Console.WriteLine(await services.GetRequiredService<ScoreRebuild>().DigestAsync(cancel));
        return 0;
    }

    private static async Task<int> ReplayAsync(IServiceProvider services, bool isDraft, CancellationToken cancel)
    {
        var desk = services.GetRequiredService<ReplayDesk>();
        if (await desk.AskAsync(isDraft, actor: null, cancel) is not { } asked)
        {
            await Console.Error.WriteLineAsync(
                "There is no draft. Make one at /marketing/scoring, or leave out --model."
            );
            return 1;
        }

        // An instance that runs may be faster; then this waits for what it finds.
        var road = services.GetRequiredService<ReplayRoad>();
        while (await desk.FindAsync(asked.Id, cancel) is { State: ReplayState.Waiting or ReplayState.Running } under)
        {
            Tell(under.Done, "replayed");
            if (!await road.NextAsync(cancel))
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancel);
            }
        }

        var done = (await desk.FindAsync(asked.Id, cancel))!;
        if (done.Error is { } error)
        {
            await Console.Error.WriteLineAsync($"The replay failed: {error}");
            return 1;
        }

        Console.WriteLine(JsonSerializer.Serialize(ReplayAnswer.Of(done), Indented));
        return 0;
    }

    private static async Task<int> ProveAsync(IServiceProvider services, CancellationToken cancel)
    {
        var proof = await services.GetRequiredService<ReplayProof>().RunAsync(cancel);
        Console.WriteLine(JsonSerializer.Serialize(proof, Indented));
        return proof.Holds ? 0 : 1;
    }

    private static async Task<int> LearnAsync(IServiceProvider services, int? silentDays, CancellationToken cancel)
    {
        var desk = services.GetRequiredService<LearningDesk>();
        var options = LearningOptions.Plain with { SilentDays = silentDays };
        if (!await desk.AskAsync(options, actor: null, cancel))
        {
            await Console.Error.WriteLineAsync("One is being learned already. Wait for it, then ask again.");
            return 1;
        }

        // An instance that runs may be faster; then this waits for what it finds.
        var road = services.GetRequiredService<LearningRoad>();
        while (await desk.LatestAsync(cancel) is { State: LearningState.Waiting or LearningState.Running } under)
        {
            Tell(under.Done, "read");
            if (!await road.NextAsync(cancel))
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancel);
            }
        }

        if (await desk.LatestAsync(cancel) is { Error: { } error })
        {
            await Console.Error.WriteLineAsync($"Learning failed: {error}");
            return 1;
        }

        var report = (await desk.LatestDoneAsync(cancel))!.Report!;
        Console.WriteLine(JsonSerializer.Serialize(report, Indented));
        return report.Problem is null ? 0 : 1;
    }

    private static void Tell(long done, string what)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r{done:N0} leads {what}");
        }
    }
}
