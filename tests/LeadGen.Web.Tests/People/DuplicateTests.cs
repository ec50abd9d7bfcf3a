using LeadGen.Domain.Leads;
using LeadGen.Web.Data.People;
using LeadGen.Web.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.People;

public sealed class DuplicateTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Who_has_the_phone_the_name_or_the_mailbox_of_another_is_suggested_with_the_evidence()
    {
        var first = await app.EnterAsync(
            "jon.smith@acme-dup.example",
            facts: [("first_name", "Jon"), ("last_name", "Smith"), ("company", "Acme Dup Ltd")]
        );
        var second = await app.EnterAsync(
            "jsmith@acme-dup.example",
            facts: [("first_name", "John"), ("last_name", "Smith"), ("phone", "+1 212 555 0199")]
        );
        var third = await app.EnterAsync(
            "jon@gmail.com",
            facts: [("first_name", "Jon"), ("last_name", "Smith"), ("company", "ACME Dup"), ("phone", "(212) 555-0199")]
        );
        var alias = await app.EnterAsync("jon.smith+news@acme-dup.example");
        await TableDigests.ScoredAsync(app);

        Assert.Equal([PersonKeyKind.NameAtDomain], await EvidenceAsync(first, second));
        Assert.Equal([PersonKeyKind.NameAtCompany], await EvidenceAsync(first, third));
        Assert.Equal([PersonKeyKind.Phone], await EvidenceAsync(second, third));
        Assert.Equal([PersonKeyKind.Mailbox], await EvidenceAsync(first, alias));
        // It suggests and never decides.
        Assert.Equal(
            4,
            await app.CountAsync(
                $"leads where id in ('{first}', '{second}', '{third}', '{alias}') and merged_into is null"
            )
        );
    }

    [Fact]
    public async Task An_alias_finds_the_plain_address_that_comes_later()
    {
        var alias = await app.EnterAsync("ida+shop@late-dup.example");
        await TableDigests.ScoredAsync(app);
        var plain = await app.EnterAsync("ida@late-dup.example");
        await TableDigests.ScoredAsync(app);
        Assert.Equal([PersonKeyKind.Mailbox], await EvidenceAsync(alias, plain));
    }

    [Fact]
    public async Task Two_who_come_in_at_one_moment_find_each_other()
    {
        for (var round = 0; round < 10; round++)
        {
            var phone = $"040 33344{round:00}";
            var ids = await Task.WhenAll(
                app.EnterAsync($"one{round}@moment-a.example", facts: [("phone", phone)]),
                app.EnterAsync($"other{round}@moment-b.example", facts: [("phone", phone)])
            );
            var road = app.Services.GetRequiredService<RescoreRoad>();
            await Task.WhenAll(road.DrainAsync(Cancel), road.DrainAsync(Cancel));
            await TableDigests.ScoredAsync(app);
            Assert.Equal([PersonKeyKind.Phone], await EvidenceAsync(ids[0], ids[1]));
        }
    }

    [Fact]
    public async Task A_key_that_many_have_suggests_nobody()
    {
        for (var i = 0; i < PersonKeyTable.HitsMax + 2; i++)
        {
            await app.EnterAsync($"person{i}@switchboard{i}.example", facts: [("phone", "089 7654321")]);
        }

        await TableDigests.ScoredAsync(app);
        var last = await app.EnterAsync("last@switchboard.example", facts: [("phone", "089 7654321")]);
        await TableDigests.ScoredAsync(app);
        Assert.Equal(0, await app.CountAsync($"duplicates where low_id = '{last}' or high_id = '{last}'"));
    }

    [Fact]
    public async Task What_no_longer_holds_is_suggested_no_more_and_what_was_dismissed_never_again()
    {
        var one = await app.EnterAsync("one@gone-dup.example", facts: [("phone", "030 1112223")]);
        var other = await app.EnterAsync("other@gone-dup2.example", facts: [("phone", "030 1112223")]);
        await TableDigests.ScoredAsync(app);
        Assert.NotEmpty(await EvidenceAsync(one, other));

        await app.EnterAsync("other@gone-dup2.example", facts: [("phone", "030 9998887")]);
        await TableDigests.ScoredAsync(app);
        Assert.Empty(await EvidenceAsync(one, other));

        await app.DbAsync(async db =>
        {
            await PersonKeyTable.DismissAsync(db, other, one, "Mina", app.Clock.GetUtcNow(), Cancel);
            return 0;
        });
        await app.EnterAsync("other@gone-dup2.example", facts: [("phone", "030 1112223")]);
        await TableDigests.ScoredAsync(app);
        Assert.Empty(await EvidenceAsync(one, other));
    }

    private Task<IReadOnlyList<PersonKeyKind>> EvidenceAsync(Guid one, Guid other) =>
        app.DbAsync(async db =>
            (
                await db
                    .Duplicates.AsNoTracking()
                    .Where(pair => pair.DismissedAt == null)
                    .SingleOrDefaultAsync(
                        pair =>
                            (pair.LowId == one && pair.HighId == other) || (pair.LowId == other && pair.HighId == one),
                        Cancel
                    )
            )?.Evidence
            ?? []
        );
}
