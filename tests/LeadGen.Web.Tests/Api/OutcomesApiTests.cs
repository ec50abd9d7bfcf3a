using System.Net;
using System.Text.Json;

namespace LeadGen.Web.Tests.Api;

public sealed class OutcomesApiTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Outcomes = "/api/v1/outcomes";

    [Fact]
    public async Task A_sale_makes_a_customer_before_the_answer_is_sent()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail();
        var id = await api.NewLeadAsync(new { email });

        var won = await api.PostAnswerAsync(
            Outcomes,
            new
            {
                email = email.ToUpperInvariant(),
                result = "won",
                amount = 1200.50,
                currency = "eur",
                occurred_at = "2026-01-31T14:00:00+01:00",
            }
        );

        won.Is(HttpStatusCode.Created);
        Assert.Equal((id, "customer", "EUR"), (won["lead_id"].GetGuid(), won.Text("stage"), won.Text("currency")));
        Assert.Equal((1200.50m, "2026-01-31T13:00:00Z"), (won["amount"].GetDecimal(), won.Text("occurred_at")));
        var lead = await api.GetAnswerAsync($"/api/v1/leads/{id}");
        Assert.Equal(("customer", "2026-01-31T13:00:00Z"), (lead.Text("stage"), lead.Text("customer_since")));
    }

    [Fact]
    public async Task An_id_of_the_sender_records_once()
    {
        var api = await app.WithFullKeyAsync();
        var (lead, id) = (await api.NewLeadAsync(), Guid.CreateVersion7(app.Clock.GetUtcNow()));
        var body = new
        {
            id,
            lead_id = lead,
            result = "lost",
            reason = "price",
        };

        var first = await api.PostAnswerAsync(Outcomes, body);
        var again = await api.PostAnswerAsync(Outcomes, body);
        var stolen = await api.PostAnswerAsync(
            Outcomes,
            new
            {
                id,
                lead_id = await api.NewLeadAsync(),
                result = "won",
            }
        );

        first.Is(HttpStatusCode.Created);
        again.Is(HttpStatusCode.OK);
        Assert.Equal((id, "recycled"), (again.Id, again.Text("stage")));
        stolen.IsInvalid("id");
    }

    [Fact]
    public async Task Wrong_fields_are_named()
    {
        var api = await app.WithFullKeyAsync();
        var lead_id = await api.NewLeadAsync();

        (await api.PostAnswerAsync(Outcomes, new { })).IsInvalid("lead_id", "result");
        (await api.PostAnswerAsync(Outcomes, new { lead_id, result = "draw" })).IsInvalid("result");
        (await api.PostAnswerAsync(Outcomes, new { lead_id = "7", result = "won" })).IsInvalid("lead_id");
        (await api.PostAnswerAsync(Outcomes, new { lead_id = Guid.Empty, result = "won" })).IsInvalid("lead_id");
        (await api.PostAnswerAsync(Outcomes, new { email = "x", result = "won" })).IsInvalid("email");
        (await api.PostAnswerAsync(Outcomes, new { email = "nobody@x.example", result = "won" })).IsInvalid("email");
        (
            await api.PostAnswerAsync(
                Outcomes,
                new
                {
                    lead_id,
                    result = "won",
                    amount = -1,
                }
            )
        ).IsInvalid("amount");
        (
            await api.PostAnswerAsync(
                Outcomes,
                new
                {
                    lead_id,
                    result = "won",
                    amount = "much",
                }
            )
        ).IsInvalid("amount");
        (await api.PostTextAsync(Outcomes, $$"""{"lead_id":"{{lead_id}}","result":"won","amount":1e400}""")).IsInvalid(
            "amount"
        );
        (
            await api.PostAnswerAsync(
                Outcomes,
                new
                {
                    lead_id,
                    result = "won",
                    currency = "dollars",
                }
            )
        ).IsInvalid("currency");
        (
            await api.PostAnswerAsync(
                Outcomes,
                new
                {
                    lead_id,
                    result = "lost",
                    reason = "a\0b",
                }
            )
        ).IsInvalid("reason");
        (
            await api.PostAnswerAsync(
                Outcomes,
                new
                {
                    lead_id,
                    result = "won",
                    occurred_at = "2999-01-01T00:00:00Z",
                }
            )
        ).IsInvalid("occurred_at");
        Assert.Equal("lead", (await api.GetAnswerAsync($"/api/v1/leads/{lead_id}")).Text("stage"));
    }
}
