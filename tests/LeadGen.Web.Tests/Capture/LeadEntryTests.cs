using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Capture;

public sealed class LeadEntryTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private LeadEntry Entry => app.Services.GetRequiredService<LeadEntry>();

    [Fact]
    public async Task A_new_address_makes_a_lead_with_the_account_of_its_domain()
    {
        var first = await SaveAsync("ada@analytical.example", FactOrigin.Api, ("company", "Analytical"));
        var second = await SaveAsync("bob@analytical.example", FactOrigin.Api);
        var free = await SaveAsync("ada@gmail.com", FactOrigin.Api);

        Assert.True(first.Created);
        Assert.NotNull(first.Lead.AccountId);
        Assert.Equal(first.Lead.AccountId, second.Lead.AccountId);
        Assert.Null(free.Lead.AccountId);
        var stored = await app.LeadAsync("ada@analytical.example");
        Assert.Equal("Analytical", stored["company"]);
        Assert.Equal(Channel.Api, stored.Channel);
    }

    [Fact]
    public async Task Two_spellings_of_an_address_are_one_lead()
    {
        var first = await SaveAsync("Grace@Navy.example", FactOrigin.Api);
        var second = await SaveAsync(" grace@NAVY.example ", FactOrigin.Api);

        Assert.False(second.Created);
        Assert.Equal(first.Lead.Id, second.Lead.Id);
        Assert.Equal("Grace@Navy.example", second.Lead.Email);
    }

    [Fact]
    public async Task Staff_win_over_the_person_and_the_person_over_another_system()
    {
        const string Email = "precedence@rules.example";
        await SaveAsync(Email, FactOrigin.Api, ("company", "By API"), ("industry", "Mining"));
        await SaveAsync(Email, FactOrigin.Person, ("company", "By the person"), ("job_title", "CTO"));
        var api = await SaveAsync(Email, FactOrigin.Api, ("company", "By API again"), ("industry", "Steel"));
        await SaveAsync(Email, FactOrigin.Staff, ("job_title", "Chief technologist"));
        var person = await SaveAsync(Email, FactOrigin.Person, ("job_title", "Boss"));

        Assert.Equal(["company"], api.Kept);
        Assert.Equal(["job_title"], person.Kept);
        var lead = await app.LeadAsync(Email);
        Assert.Equal(
            ("By the person", "Steel", "Chief technologist"),
            (lead["company"], lead["industry"], lead["job_title"])
        );
        var changes = await app.ReadAsync(db => db.FactChanges.CountAsync(change => change.LeadId == lead.Id, Cancel));
        Assert.Equal(4, changes);
    }

    [Fact]
    public async Task Only_staff_clear_a_fact()
    {
        const string Email = "clear@rules.example";
        await SaveAsync(Email, FactOrigin.Api, ("company", "Here"), ("industry", "Steel"));
        await SaveAsync(Email, FactOrigin.Api, ("company", null));
        Assert.Equal("Here", (await app.LeadAsync(Email))["company"]);
        await SaveAsync(Email, FactOrigin.Staff, ("company", null));
        Assert.Null((await app.LeadAsync(Email))["company"]);
    }

    [Fact]
    public async Task Fifty_at_once_make_one_lead()
    {
        var results = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(n => SaveAsync("race@many.example", FactOrigin.Api, ("company", $"C{n}")))
        );

        Assert.Single(results, result => result.Created);
        Assert.Single(results.Select(result => result.Lead.Id).Distinct());
    }

    [Fact]
    public async Task A_question_by_API_is_a_hand_raise_and_reaches_the_dossier_word_for_word()
    {
        var question = "Does it scale?\n" + new string('x', 3000);
        await Entry.SaveAsync(
            new EnteredLead(
                EmailAddress.Parse("asks@buyer.example"),
                new Dictionary<string, string?>(),
                FactOrigin.Api,
                Channel.Api,
                NextStep: NextStep.Question,
                Message: question
            ),
            Cancel
        );
        await app.ScoredAsync();

        var lead = await app.LeadAsync("asks@buyer.example");
        Assert.Equal(Stage.Sql, lead.Stage);
        var handoff = await app.ReadAsync(db => db.Handoffs.SingleAsync(h => h.LeadId == lead.Id, Cancel));
        Assert.Equal(question, handoff.Dossier.Question);
        Assert.StartsWith("Asked a question", handoff.Dossier.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facts_alone_move_nobody()
    {
        await SaveAsync("quiet@buyer.example", FactOrigin.Staff, ("job_title", "CEO"), ("employees", "500"));
        await app.ScoredAsync();

        var lead = await app.LeadAsync("quiet@buyer.example");
        Assert.Equal(Stage.Lead, lead.Stage);
        Assert.True(await app.ReadAsync(db => db.LeadScores.AnyAsync(score => score.LeadId == lead.Id, Cancel)));
        Assert.False(await app.ReadAsync(db => db.Touchpoints.AnyAsync(t => t.LeadId == lead.Id, Cancel)));
    }

    [Fact]
    public async Task Consent_told_by_another_system_is_kept_as_told()
    {
        var result = await Entry.SaveAsync(
            new EnteredLead(
                EmailAddress.Parse("consents@buyer.example"),
                new Dictionary<string, string?>(),
                FactOrigin.Api,
                Channel.Phone,
                ConsentMarketing: false
            ),
            Cancel
        );

        var consent = await app.ReadAsync(db => db.Consents.SingleAsync(c => c.LeadId == result.Lead.Id, Cancel));
        Assert.Equal(("marketing_email", false, "phone"), (consent.Purpose, consent.Given, consent.How));
    }

    private Task<IntakeResult> SaveAsync(
        string email,
        FactOrigin origin,
        params (string Fact, string? Value)[] facts
    ) =>
        Entry.SaveAsync(
            new EnteredLead(
                EmailAddress.Parse(email),
                facts.ToDictionary(fact => fact.Fact, fact => fact.Value),
                origin,
                Channel.Api,
                "Test"
            ),
            Cancel
        );
}
