using System.Globalization;
using LeadGen.Benchmarks;
using LeadGen.Benchmarks.Handoffs;

// Each measurement stands beside the limit of the same machine in the same run. All are bounded in time.
var seconds = args.Length > 1 && int.TryParse(args[1], out var given) ? Math.Clamp(given, 1, 120) : 8;
if (
    args.FirstOrDefault()
        is "capture"
            or "landing"
            or "start"
            or "lists"
            or "export"
            or "webhooks"
            or "lab"
            or "learn"
            or "insights"
            or "import"
            or "touchpoints"
    || args is ["handoffs"] or ["handoffs", not "routing"]
)
{
    await AppProcess.PublishAsync();
}

switch (args.FirstOrDefault())
{
    case "capture":
        await CaptureBenchmark.RunAsync(TimeSpan.FromSeconds(seconds));
        return 0;
    case "landing":
        await LandingBenchmark.RunAsync(TimeSpan.FromSeconds(seconds));
        return 0;
    case "start":
        await StartBenchmark.RunAsync();
        return 0;
    case "lists":
        var leads = args.Length > 1 && long.TryParse(args[1], out var many) ? many : 1_000_000;
        return await ListsBenchmark.RunAsync(Math.Clamp(leads, 1000, 100_000_000), args.ElementAtOrDefault(2));
    case "webhooks":
        return await WebhookBenchmark.RunAsync(TimeSpan.FromSeconds(seconds));
    case "export":
        var exported = args.Length > 1 && long.TryParse(args[1], out var some) ? some : 1_000_000;
        return await ExportBenchmark.RunAsync(Math.Clamp(exported, 1000, 100_000_000), args.ElementAtOrDefault(2));
    case "import":
        var read =
            args.Length > 1 && int.TryParse(args[1], CultureInfo.InvariantCulture, out var lines) ? lines : 1_000_000;
        return await ImportBenchmark.RunAsync(Math.Clamp(read, 1000, 100_000_000));
    case "touchpoints":
        return await TouchpointsBenchmark.RunAsync(TimeSpan.FromSeconds(seconds), args.ElementAtOrDefault(2));
    case "handoffs":
        return await HandoffsBenchmark.RunAsync(args.ElementAtOrDefault(1));
    case "lab":
        var history = args.Length > 1 && long.TryParse(args[1], out var scored) ? scored : 1_000_000;
        return await LabBenchmark.RunAsync(Math.Clamp(history, 1000, 100_000_000), args.ElementAtOrDefault(2));
    case "learn":
        var past = args.Length > 1 && long.TryParse(args[1], out var known) ? known : 1_000_000;
        return await LearnBenchmark.RunAsync(Math.Clamp(past, 1000, 100_000_000), args.ElementAtOrDefault(2));
    case "insights":
        var figures = args.Length > 1 && long.TryParse(args[1], out var counted) ? counted : 1_000_000;
        return await InsightsBenchmark.RunAsync(Math.Clamp(figures, 1000, 100_000_000), args.ElementAtOrDefault(2));
    case BareServer.Mode:
        await BareServer.RunAsync(int.Parse(args[1], CultureInfo.InvariantCulture));
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            "usage: dotnet run -c Release --project tests/LeadGen.Benchmarks -- capture|landing|webhooks [seconds a step, 8] | start | lists|export|lab|learn|insights [leads, 1000000] [folder to keep them in] | import [rows, 1000000] | touchpoints [seconds, 8] [folder with leads] | handoffs [routing|queue|races|promises]"
        );
        return 2;
}
