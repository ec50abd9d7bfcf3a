using LeadGen.Domain.Handoffs;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Access;

/// <summary>What is somebody else's, tried by colleagues of the same role.</summary>
public sealed class ForeignTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task What_the_bell_told_somebody_is_neither_shown_to_colleagues_nor_read_by_them()
    {
        var (mina, bo) = (await app.AddStaffAsync(Roles.SalesRep), await app.SignedInAsync(Roles.SalesRep));
        var told = await ToldAsync(mina);

        var seen = await bo.OpenAsync("/notifications");
        var answer = await bo.PostAsync(
            $"/notifications?handler=Read&id={told}",
            new FormUrlEncodedContent([await TokenAsync(bo)]),
            Cancel
        );

        Assert.DoesNotContain("Call before noon", seen.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Null(
            await app.DbAsync(db =>
                db.Set<Notification>().Where(one => one.Id == told).Select(one => one.ReadAt).SingleAsync(Cancel)
            )
        );
    }

    [Fact]
    public async Task What_a_colleague_has_just_accepted_is_not_undone_by_another_rep()
    {
        var (mina, bo) = (await app.SignedInAsync(Roles.SalesRep), await app.SignedInAsync(Roles.SalesRep));
        var (_, handoff) = await app.HandedOverAsync();
        await PostAsync(mina, "Act", handoff, ("verb", "accept"));
        var accepted = await app.HandoffNowAsync(handoff.Id);
        Assert.Equal(HandoffState.Accepted, accepted.State);

        await PostAsync(bo, "Undo", accepted);

        var after = await app.HandoffNowAsync(handoff.Id);
        Assert.Equal((HandoffState.Accepted, accepted.OwnerId), (after.State, after.OwnerId));
        Assert.Equal(accepted.Version, after.Version);
    }

    private static async Task PostAsync(
        HttpClient client,
        string handler,
        Handoff handoff,
        params (string Name, string Value)[] more
    )
    {
        KeyValuePair<string, string>[] fields =
        [
            await TokenAsync(client),
            new("handoff", handoff.Id.ToString()),
            new("version", handoff.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            .. more.Select(field => KeyValuePair.Create(field.Name, field.Value)),
        ];
        await client.PostAsync($"/queue?handler={handler}", new FormUrlEncodedContent(fields), Cancel);
    }

    private static async Task<KeyValuePair<string, string>> TokenAsync(HttpClient client)
    {
        const string Name = "__RequestVerificationToken";
        var page = await client.OpenAsync("/account");
        return new(Name, page.QuerySelector($"input[name={Name}]")!.GetAttribute("value")!);
    }

    private async Task<Guid> ToldAsync(StaffUser staff)
    {
        var lead = await app.LeadAsync();
        var id = Guid.CreateVersion7(app.Clock.GetUtcNow());
        await app.DbAsync(async db =>
        {
            db.Add(
                new Notification
                {
                    Id = id,
                    StaffId = staff.Id,
                    Kind = NotificationKind.TaskDue,
                    LeadId = lead.Id,
                    About = "Call before noon",
                    At = app.Clock.GetUtcNow(),
                }
            );
            return await db.SaveChangesAsync(Cancel);
        });
        return id;
    }
}
