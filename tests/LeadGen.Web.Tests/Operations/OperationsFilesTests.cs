using System.Diagnostics.Metrics;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadGen.Testing;
using LeadGen.Web.Work;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Operations;

/// <summary>The example dashboard and the alert rules speak of figures that there are, and say what to do.</summary>
public sealed partial class OperationsFilesTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "operations");

    [Fact]
    public async Task Every_figure_that_they_name_is_in_the_metrics_of_the_app()
    {
        var alerts = await File.ReadAllTextAsync(Path.Combine(Folder, "alerts.yml"), Cancel);
        using var dashboard = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(Folder, "dashboard.json"), Cancel)
        );
        var asked = dashboard
            .RootElement.GetProperty("panels")
            .EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!)
            .Concat(Expression().Matches(alerts).Select(match => match.Groups[1].Value));
        var named = asked.SelectMany(NamesIn).Where(name => name != "up").Distinct().ToList();
        Assert.True(named.Count > 12, string.Join(", ", named));

        await TouchAllAsync();
        var there = Sample()
            .Matches(await app.Anonymous().GetStringAsync("/metrics", Cancel))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();

        Assert.Empty(named.Except(there));
    }

    [Fact]
    public async Task Every_alert_says_what_to_do_next()
    {
        var alerts = await File.ReadAllTextAsync(Path.Combine(Folder, "alerts.yml"), Cancel);
        var rules = alerts.Split("- alert: ").Skip(1).ToList();
        Assert.True(rules.Count > 8);
        Assert.All(rules, rule => Assert.Matches(@"next: ""[A-Z0-9].{40,}\.""", rule));
    }

    [Theory]
    [InlineData("127.0.0.1", null, null, true)]
    [InlineData("::ffff:10.1.2.3", null, null, true)]
    [InlineData("fd00::7", null, null, true)]
    [InlineData("203.0.113.7", null, null, false)]
    [InlineData("127.0.0.1", "203.0.113.7", null, false)]
    [InlineData("10.1.2.3", null, "203.0.113.0/24", false)]
    [InlineData("203.0.113.7", null, "203.0.113.0/24", true)]
    public void The_figures_are_for_this_machine_and_private_networks_or_for_those_of_the_setting(
        string from,
        string? forwarded,
        string? setting,
        bool lets
    )
    {
        var headers = new HeaderDictionary();
        if (forwarded is not null)
        {
            headers["X-Forwarded-For"] = forwarded;
        }

        var door = new Web.Operations.MetricsDoor(new() { MetricsFrom = setting });
        Assert.Equal(lets, door.Lets(IPAddress.Parse(from), headers));
    }

    /// <summary>A figure is there once it was measured: so everything that the app measures is, once.</summary>
    private async Task TouchAllAsync()
    {
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await app
                .Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>()
                .OfType<Rounds>()
                .FirstOrDefault(ActivatorUtilities.CreateInstance<Rounds>(app.Services))
                .MeasureAsync(scope.ServiceProvider, Cancel);
        }

        await app.Anonymous().GetAsync("/healthz/ready", Cancel);
        var types = typeof(App).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters && !type.IsEnum);
        foreach (var type in types)
        {
            foreach (var field in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            {
                if (!typeof(Instrument).IsAssignableFrom(field.FieldType))
                {
                    continue;
                }

                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
                switch (field.GetValue(null))
                {
                    case Counter<long> counter:
                        counter.Add(0);
                        break;
                    case Gauge<int> gauge:
                        gauge.Record(0);
                        break;
                    case Gauge<long> gauge:
                        gauge.Record(0);
                        break;
                    case Gauge<double> gauge:
                        gauge.Record(0);
                        break;
                    case Histogram<double> histogram:
                        histogram.Record(0);
                        break;
                }
            }
        }
    }

    private static IEnumerable<string> NamesIn(string expression) =>
        Name()
            .Matches(Braces().Replace(expression, " "))
            .Select(match => match.Value)
            .Where(name => name.Contains('_', StringComparison.Ordinal) && !Functions.Contains(name));

    private static readonly string[] Functions = ["histogram_quantile", "rate_interval", "__rate_interval"];

    [GeneratedRegex(@"^\s+expr: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Expression();

    /// <summary>Labels, times and what is summed by.</summary>
    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|\bby \([^)]*\)")]
    private static partial Regex Braces();

    [GeneratedRegex(@"[a-z_][a-z0-9_]*")]
    private static partial Regex Name();

    [GeneratedRegex(@"^([a-z_][a-z0-9_]*)[{ ]", RegexOptions.Multiline)]
    private static partial Regex Sample();
}
