using System.Net;
using LeadGen.Testing;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Api;

public sealed class ApiErrorsTests(PostgresServer server)
{
    [Fact]
    public async Task A_failure_is_a_problem_that_names_its_trace_and_nothing_else_and_keeps_no_answer()
    {
        await using var app = await WebApp.StartAsync(server);
        using var api = await app.WithFullKeyAsync();
        api.DefaultRequestHeaders.Add("Idempotency-Key", "fails");
        await app.DbAsync(db =>
            db.Database.ExecuteSqlRawAsync("alter table leadgen.lead_identities rename to gone", Cancel)
        );
        var answer = await api.PostAnswerAsync("/api/v1/leads", new { email = ApiSteps.NewEmail() });

        answer.IsProblem(HttpStatusCode.InternalServerError);
        Assert.NotEmpty(answer.Text("trace_id")!);
        Assert.DoesNotContain("lead_identities", answer.Json.ToString(), StringComparison.Ordinal);
        await app.DbAsync(db =>
            db.Database.ExecuteSqlRawAsync("alter table leadgen.gone rename to lead_identities", Cancel)
        );
        Assert.Equal(
            HttpStatusCode.Created,
            (await api.PostAnswerAsync("/api/v1/leads", new { email = ApiSteps.NewEmail() })).Status
        );
    }
}
