using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Capture.Spam;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Privacy.Retention;
using LeadGen.Web.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Privacy;

/// <summary>Whoever was quiet long enough is erased; whoever is somebody's work, or came back, stays.</summary>
public sealed class RetentionTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private const string Paper = "predictive-maintenance-costs";
    private readonly WebApp _app = demo.App;

    [Fact]
    public async Task Leads_that_were_quiet_for_as_long_as_was_said_go_and_others_stay()
    {
        var quiet = await _app.LeadAsync(Stage.Recycled);
        var other = await _app.LeadAsync(Stage.Customer);
        var back = await _app.LeadAsync(Stage.Recycled);
        var busy = await _app.LeadAsync(Stage.Recycled);
        var (told, _) = await _app.HandedOverAsync(Stage.Mql);
        _app.Clock.Advance(TimeSpan.FromDays(400));
        await TouchAsync(back.Id);
        await TaskAsync(busy.Id);
        await RunAsync();
        await SetAsync(("recycled", 14));
        await RunAsync();
        Assert.Contains(quiet.Id, await LeftAsync());
        await SetAsync(("recycled", 12), ("mql", 12));
        Assert.InRange((await CountAsync(("recycled", 12)))["recycled"], 1, 100);
        Assert.InRange(await RunAsync(), 1, 100);
        Assert.Equal(0, await RunAsync());

        var left = await LeftAsync();
        Assert.DoesNotContain(quiet.Id, left);
        Assert.Superset(new HashSet<Guid> { other.Id, back.Id, busy.Id, told.Id }, left.ToHashSet());
        var proof = await _app.DbAsync(db => db.Erasures.SingleAsync(one => one.LeadId == quiet.Id, Cancel));
        Assert.Equal((ErasedBy.Retention, null), (proof.By, proof.Actor));
    }

    [Fact]
    public async Task Forms_that_nobody_decided_about_go_and_younger_ones_stay()
    {
        var old = await HeldAsync("old@casino.example");
        _app.Clock.Advance(TimeSpan.FromDays(60));
        var young = await HeldAsync("young@casino.example");
        _app.Clock.Advance(TimeSpan.FromDays(10));
        await SetAsync(("held_forms", 1));

        Assert.Equal(1, (await CountAsync(("held_forms", 1)))["held_forms"]);
        Assert.Equal(1, await RunAsync());

        var gone = await _app.DbAsync(db => db.Submissions.SingleAsync(form => form.Id == old, Cancel));
        Assert.Equal(SubmissionState.Deleted, gone.State);
        Assert.Empty(gone.Fields);
        var held = await _app.DbAsync(db => db.HeldForms.SingleAsync(form => form.SubmissionId == old, Cancel));
        Assert.Equal((null, null, "retention"), (held.Form, held.Email, held.DecidedBy));
        Assert.NotNull(
            (await _app.DbAsync(db => db.HeldForms.SingleAsync(form => form.SubmissionId == young, Cancel))).Form
        );
    }

    [Fact]
    public async Task One_who_can_not_be_erased_keeps_nobody_else()
    {
        var stuck = await _app.LeadAsync(Stage.Disqualified);
        var quiet = await _app.LeadAsync(Stage.Disqualified);
        _app.Clock.Advance(TimeSpan.FromDays(400));
        await SetAsync(("disqualified", 12));
        await SqlAsync(
            "create function leadgen.stuck() returns trigger language plpgsql as 'begin raise exception ''stuck''; end'"
        );
        await SqlAsync(
            $"create trigger stuck before delete on leadgen.leads for each row when (old.id = '{stuck.Id}') execute function leadgen.stuck()"
        );

        await RunAsync();

        var left = await LeftAsync();
        Assert.Contains(stuck.Id, left);
        Assert.DoesNotContain(quiet.Id, left);
        await SqlAsync("drop trigger stuck on leadgen.leads");
        await RunAsync();
        Assert.DoesNotContain(stuck.Id, await LeftAsync());
    }

    private Task<int> SqlAsync(string sql) => _app.DbAsync(db => db.Database.ExecuteSqlRawAsync(sql, Cancel));

    private Task<List<Guid>> LeftAsync() => _app.DbAsync(db => db.Leads.Select(lead => lead.Id).ToListAsync(Cancel));

    private async Task<int> RunAsync()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RetentionDesk>().RunAsync(Cancel);
    }

    private async Task<IReadOnlyDictionary<string, int>> CountAsync(params (string Kind, int Months)[] periods)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RetentionDesk>().CountAsync(Of(periods), Cancel);
    }

    private Task<int> SetAsync(params (string Kind, int Months)[] periods) =>
        _app.DbAsync(async db =>
        {
            await Of(periods).SaveAsync(db, Cancel);
            return 0;
        });

    private static RetentionPeriods Of((string Kind, int Months)[] periods) =>
        new(periods.ToDictionary(one => one.Kind, one => one.Months));

    private Task<int> TouchAsync(Guid lead) =>
        _app.DbAsync(db =>
        {
            var now = _app.Clock.GetUtcNow();
            db.Touchpoints.Add(
                new Touchpoint
                {
                    Id = Guid.CreateVersion7(now),
                    LeadId = lead,
                    Kind = TouchpointKinds.PageView,
                    OccurredAt = now,
                    RecordedAt = now,
                }
            );
            return db.SaveChangesAsync(Cancel);
        });

    private async Task TaskAsync(Guid lead)
    {
        var rep = await _app.AddStaffAsync(Roles.SalesRep);
        await _app.DbAsync(db =>
        {
            var now = _app.Clock.GetUtcNow();
            db.Add(
                new LeadTask
                {
                    Id = Guid.CreateVersion7(now),
                    LeadId = lead,
                    Title = "Call again",
                    DueAt = now,
                    StaffId = rep.Id,
                    CreatedBy = "Rep",
                    CreatedAt = now,
                }
            );
            return db.SaveChangesAsync(Cancel);
        });
    }

    /// <returns>The id of a form that fell into the trap.</returns>
    private async Task<Guid> HeldAsync(string email)
    {
        using var visitor = _app.Anonymous();
        var form = await CaptureSteps.OpenAsync(visitor, "/offers/" + Paper);
        await visitor.FillAsync(
            Paper,
            [
                .. form.Where(field => field.Key != SpamTrap.Field).Select(field => (field.Key, field.Value)),
                .. CaptureSteps.QuestionOf(email),
                (SpamTrap.Field, "http://spam.example"),
            ]
        );
        return await _app.DbAsync(db =>
            db.HeldForms.Where(held => held.Email == email).Select(held => held.SubmissionId).SingleAsync(Cancel)
        );
    }
}
