using System.Text;
using LeadGen.Testing;
using LeadGen.Web.Tests.Webhooks;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Operations;

public sealed class TelemetryTests(PostgresServer server)
{
    [Fact]
    public async Task A_collector_that_is_named_gets_metrics_and_traces_and_nothing_of_people()
    {
        await using var collector = new ScriptedReceiver { Script = _ => new Reply(200) };
        await using (
            var app = await WebApp.StartAsync(
                server,
                ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url("")),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            )
        )
        {
            using var page = await app.Anonymous()
                .GetAsync("/preferences/secret-token?email=ada%40secret.example", Cancel);
        }

        // An app that stops sends what it has.
        var (traces, metrics) = (Sent("/v1/traces"), Sent("/v1/metrics"));
        Assert.Contains("/preferences/{token}", traces, StringComparison.Ordinal);
        Assert.Contains("insert", traces, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("http.server.request.duration", metrics, StringComparison.Ordinal);
        Assert.All(
            [traces, metrics],
            sent =>
            {
                Assert.Contains("leadgen", sent, StringComparison.Ordinal);
                Assert.DoesNotContain("secret", sent, StringComparison.Ordinal);
            }
        );

        string Sent(string path) =>
            string.Concat(
                collector.Got.Where(message => message.Path == path).Select(one => Encoding.Latin1.GetString(one.Body))
            );
    }
}
