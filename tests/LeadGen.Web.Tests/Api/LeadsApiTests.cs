using System.Net;
using System.Text.Json;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Offers;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tests.Api;

public sealed class LeadsApiTests(WebApp app) : IClassFixture<WebApp>, IAsyncLifetime
{
    private HttpClient _api = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await app.WithFullKeyAsync();

    public ValueTask DisposeAsync()
    {
        _api.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_new_lead_is_answered_with_201_and_found_at_its_location()
    {
        var email = ApiSteps.NewEmail("initech.example");
        var made = await _api.PostAnswerAsync(
            "/api/v1/leads",
            new
            {
                email,
                first_name = " Ada ",
                last_name = "Lovelace",
                company = "Initech",
                job_title = "VP Marketing",
                employees = "250",
                annual_revenue = 12000000,
                country = "de",
                source = "newsletter",
                medium = "email",
                campaign = "spring",
                channel = "event",
                something_unknown = new { nested = true },
            }
        );

        made.Is(HttpStatusCode.Created);
        Assert.Equal($"/api/v1/leads/{made.Id}", made.Http.Headers.Location?.OriginalString);
        Assert.Empty(made["kept"].EnumerateArray());
        var lead = await _api.GetAnswerAsync($"/api/v1/leads/{made.Id}");
        lead.Is(HttpStatusCode.OK);
        Assert.Equal((email, "Ada", "DE"), (lead.Text("email"), lead.Text("first_name"), lead.Text("country")));
        Assert.Equal((250, 12000000), (lead["employees"].GetInt32(), lead["annual_revenue"].GetInt32()));
        Assert.Equal(("lead", "event"), (lead.Text("stage"), lead.Text("channel")));
        Assert.Equal("newsletter", lead["first_touch"].GetProperty("source").GetString());
        Assert.Equal("spring", lead["last_touch"].GetProperty("campaign").GetString());
        Assert.Equal("initech.example", lead["account"].GetProperty("domain").GetString());
        Assert.Equal(JsonValueKind.Null, lead["owner"].ValueKind);
        Assert.EndsWith("Z", lead.Text("created_at"), StringComparison.Ordinal);
        Assert.Equal('7', lead.Id.ToString()[14]);
    }

    [Fact]
    public async Task Another_post_of_the_same_address_updates_the_lead_and_answers_200()
    {
        var email = ApiSteps.NewEmail();
        var made = await _api.PostAnswerAsync("/api/v1/leads", new { email, company = "Old" });

        var again = await _api.PostAnswerAsync(
            "/api/v1/leads",
            new { email = " " + email.ToUpperInvariant(), company = "New" }
        );

        again.Is(HttpStatusCode.OK);
        Assert.Equal((made.Id, "New"), (again.Id, again.Text("company")));
    }

    [Fact]
    public async Task Fifty_posts_of_one_new_address_at_once_make_one_lead()
    {
        var email = ApiSteps.NewEmail();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => _api.PostAnswerAsync("/api/v1/leads", new { email }))
        );

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(49, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Single(answers.Select(answer => answer.Id).Distinct());
    }

    [Fact]
    public async Task What_the_person_said_themself_is_kept_unless_overwritten_and_what_staff_said_always()
    {
        var email = ApiSteps.NewEmail();
        var id = await _api.NewLeadAsync(new { email });
        await TeachAsync(id, FactOrigin.Person, "company", "Said");
        await TeachAsync(id, FactOrigin.Staff, "job_title", "Director");

        var kept = await _api.PostAnswerAsync(
            "/api/v1/leads",
            new
            {
                email,
                company = "Bought list",
                job_title = "Boss",
            }
        );
        Assert.Equal(["company", "job_title"], Texts(kept["kept"]).Order());
        Assert.Equal(("Said", "Director"), (kept.Text("company"), kept.Text("job_title")));

        var forced = await _api.PostAnswerAsync(
            "/api/v1/leads",
            new
            {
                email,
                company = "Forced",
                job_title = "Boss",
                overwrite = true,
            }
        );
        Assert.Equal(["job_title"], Texts(forced["kept"]));
        Assert.Equal(("Forced", "Director"), (forced.Text("company"), forced.Text("job_title")));
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        var answer = await _api.PostAnswerAsync(
            "/api/v1/leads",
            new
            {
                email = "no address",
                first_name = new string('x', 101),
                employees = "many",
                country = "Germany",
                website = new[] { "https://a.example" },
                phone = new { number = 1 },
                channel = "pigeon",
                source = new string('s', 201),
                overwrite = "perhaps",
                next_step = "marry",
                custom = "none",
            }
        );

        answer.IsInvalid(
            "email",
            "first_name",
            "employees",
            "country",
            "website",
            "phone",
            "channel",
            "source",
            "overwrite",
            "next_step",
            "custom"
        );
    }

    [Fact]
    public async Task Numbers_and_booleans_count_as_their_text()
    {
        var answer = await _api.PostAnswerAsync(
            "/api/v1/leads",
            new
            {
                email = ApiSteps.NewEmail(),
                company = 3,
                employees = 12.00m,
                consent_marketing = true,
                phone = (string?)null,
            }
        );

        answer.Is(HttpStatusCode.Created);
        Assert.Equal(("3", 12), (answer.Text("company"), answer["employees"].GetInt32()));
        var consent = await app.WithDbAsync(db => db.Consents.SingleAsync(c => c.LeadId == answer.Id, Cancel));
        Assert.True(consent.Given);
    }

    [Fact]
    public async Task A_custom_field_that_some_form_defines_is_kept_and_others_are_ignored()
    {
        await app.WithDbAsync(async db =>
        {
            db.Offers.Add(
                Offer.Create(
                    "fleet-guide",
                    new OfferContent(
                        OfferKind.WhitePaper,
                        "Fleets",
                        "All about fleets.",
                        "",
                        "Get it",
                        FormIntent.Content,
                        OfferDepth.Early,
                        [
                            new FormField("email", Required: true),
                            new FormField("custom.fleet_size", Required: false, Control: FieldControl.Number),
                            new FormField(
                                "custom.drives",
                                Required: false,
                                Options: [new("car", "Cars"), new("van", "Vans")],
                                Control: FieldControl.MultiSelect
                            ),
                            new FormField("custom.hotline", Required: false, Control: FieldControl.Tel),
                        ],
                        Delivery.Nothing
                    ),
                    app.Clock.GetUtcNow()
                )
            );
            return await db.SaveChangesAsync(Cancel);
        });

        var custom = new { fleet_size = 40, unknown = "x" };
        var good = await _api.PostAnswerAsync("/api/v1/leads", new { email = ApiSteps.NewEmail(), custom });
        var bad = await _api.PostAnswerAsync(
            "/api/v1/leads",
            new { email = ApiSteps.NewEmail(), custom = new { fleet_size = "a few" } }
        );

        good.Is(HttpStatusCode.Created);
        Assert.Equal("""{"fleet_size":"40"}""", good["custom"].GetRawText());
        bad.IsInvalid("custom.fleet_size");
        var several = await _api.PostAnswerAsync(
            "/api/v1/leads",
            new
            {
                email = ApiSteps.NewEmail(),
                country = "DE",
                custom = new { drives = new[] { "van", "car" }, hotline = "030 123456" },
            }
        );
        Assert.Equal("car, van", several["custom"].GetProperty("drives").GetString());
        Assert.Equal("+4930123456", several["custom"].GetProperty("hotline").GetString());
        var unknown = await _api.PostAnswerAsync(
            "/api/v1/leads",
            new { email = ApiSteps.NewEmail(), custom = new { drives = new[] { "bus" } } }
        );
        unknown.IsInvalid("custom.drives");
    }

    [Fact]
    public async Task Asking_to_be_contacted_makes_an_sql_with_the_question_in_its_dossier()
    {
        var id = await _api.NewLeadAsync(
            new
            {
                email = ApiSteps.NewEmail(),
                next_step = "question",
                message = "Do you ship to Mars?",
            }
        );
        await app.DoneAsync();

        Assert.Equal("sql", (await _api.GetAnswerAsync($"/api/v1/leads/{id}")).Text("stage"));
        var handoff = (await _api.GetAnswerAsync($"/api/v1/handoffs?lead_id={id}"))["items"][0];
        Assert.Equal("sql", handoff.GetProperty("kind").GetString());
        Assert.Equal("Do you ship to Mars?", handoff.GetProperty("dossier").GetProperty("question").GetString());
    }

    [Theory]
    [InlineData("/api/v1/leads/0198aaaa-0000-7000-8000-000000000000")]
    [InlineData("/api/v1/leads/0198aaaa-0000-7000-8000-000000000000/score")]
    [InlineData("/api/v1/leads/0198aaaa-0000-7000-8000-000000000000/timeline")]
    [InlineData("/api/v1/leads/no-uuid")]
    [InlineData("/api/v1/leads/no-uuid/score")]
    public async Task An_unknown_lead_is_404(string path) =>
        (await _api.GetAnswerAsync(path)).IsProblem(HttpStatusCode.NotFound);

    private Task<int> TeachAsync(Guid id, FactOrigin origin, string fact, string value) =>
        app.WithDbAsync(async db =>
        {
            var (lead, now) = (await db.Leads.SingleAsync(lead => lead.Id == id, Cancel), app.Clock.GetUtcNow());
            var values = new Dictionary<string, string?> { [fact] = value };
            db.FactChanges.Add(lead.Learn(new FactAnswers(values, origin, now, now)).Change!);
            return await db.SaveChangesAsync(Cancel);
        });

    private static List<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
}
