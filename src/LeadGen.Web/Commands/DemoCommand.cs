using System.CommandLine;
using System.Diagnostics;
using LeadGen.Web.Demo;

namespace LeadGen.Web.Commands;

public static class DemoCommand
{
    private const long LeadsMax = 100_000_000;

    public static System.CommandLine.Command Create()
    {
        var leads = new Option<long>("--leads")
        {
            Description = "How many there shall be, each with ten touchpoints.",
            DefaultValueFactory = _ => 1000,
            HelpName = "N",
        };
        leads.Validators.Add(result =>
        {
            if (result.GetValue(leads) is < 1 or > LeadsMax)
            {
                result.AddError($"--leads is a number from 1 to {LeadsMax:N0}.");
            }
        });
        var asOf = new Option<DateOnly?>("--as-of")
        {
            Description = "The end of the year in which all of it happened. Default: today.",
            HelpName = "YYYY-MM-DD",
        };
        var seed = new System.CommandLine.Command(
            "seed",
            "Put in invented leads, told by their source 'demo'. The same number and day give the same leads; twice adds nothing."
        )
        {
            leads,
            asOf,
        };
        seed.SetAction(
            (parsed, cancel) =>
                CommandHost.RunAsync(
                    (services, token) => SeedAsync(services, parsed.GetValue(leads), parsed.GetValue(asOf), token),
                    cancel
                )
        );
        return new System.CommandLine.Command("demo", "Invented data to look at and to measure with.") { seed };
    }

    private static async Task<int> SeedAsync(
        IServiceProvider services,
        long leads,
        DateOnly? asOf,
        CancellationToken cancel
    )
    {
        var day = asOf ?? DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var clock = Stopwatch.StartNew();
        var progress = new Progress<long>(done =>
        {
            if (!Console.IsErrorRedirected)
            {
                Console.Error.Write($"\r{done:N0} leads, {done / clock.Elapsed.TotalSeconds:N0}/s ");
            }
        });
        var until = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        var added = await services.GetRequiredService<DemoSeed>().RunAsync(leads, until, progress, cancel);
        var seconds = Math.Max(clock.Elapsed.TotalSeconds, 0.001);
        await Console.Error.WriteLineAsync(
            $"\r{added:N0} leads added, {leads - added:N0} were there ({seconds:N1} s, {added / seconds:N0} leads/s)."
        );
        if (added > 0)
        {
            await Console.Error.WriteLineAsync("The app scores them in the background while it runs.");
        }

        return 0;
    }
}
