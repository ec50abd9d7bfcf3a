using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Sales;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web;

/// <summary>What a new installation starts with: roles, reasons, a team that holds nobody, and the default model, published.</summary>
public static class FirstContent
{
    private const int TriesMax = 10;

    /// <summary>Brings the schema up to date and puts in the first content. Safe to run at any time, by several at once.</summary>
    public static async Task MigrateAsync(this IServiceProvider services, CancellationToken cancel = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        if (await IsBehindAsync(db, cancel))
        {
            // Of several that start at once one migrates, and the others find it done. A large table takes its time.
            var source = scope.ServiceProvider.GetRequiredService<NpgsqlDataSource>();
            await using var turn = await Turn.TakeAsync(source, "leadgen schema", cancel);
            db.Database.SetCommandTimeout(TimeSpan.Zero);
            await SchemaLocks.RunAsync(db, db.Database.MigrateAsync, SchemaLocks.Wait, cancel);
            // Whether a word is frequent decides how leads are searched for it; by default Postgres remembers too few to tell.
            await db.Database.ExecuteSqlAsync(
                $"alter table leadgen.leads alter column search set statistics 500",
                cancel
            );
            db.Database.SetCommandTimeout(null);
        }

        await db.SealAuditAsync(cancel);
        await SeedAsync(db, scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow(), cancel);
    }

    /// <summary>A database that is only slow to let anybody in is waited for: here nobody is served yet who could be asked to come again.</summary>
    private static async Task<bool> IsBehindAsync(LeadGenDbContext db, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return (await db.Database.GetPendingMigrationsAsync(cancel)).Any();
            }
            catch (Exception e) when (tries < TriesMax && DatabaseAway.Said(e)?.InnerException is TimeoutException) { }
        }
    }

    private static async Task SeedAsync(LeadGenDbContext db, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.ScoringModels.AnyAsync(cancel))
        {
            return;
        }

        // Two instances may start at once: whoever is second finds the rows there.
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('leadgen first content'))", cancel);
        if (!await db.ScoringModels.AnyAsync(cancel))
        {
            db.Reasons.AddRange(Reason.Defaults);
            var team = new TeamRow
            {
                Id = Guid.CreateVersion7(now),
                Name = Routing.DefaultTeamName,
                IsDefault = true,
            };
            db.AddRange(team, new TeamTurns { TeamId = team.Id });
            db.Roles.AddRange(
                Roles.All.Select(role => new IdentityRole<Guid>(role)
                {
                    Id = Guid.CreateVersion7(now),
                    NormalizedName = role.ToUpperInvariant(),
                })
            );
            db.ScoringModels.Add(
                new ScoringModelVersion
                {
                    Id = Guid.CreateVersion7(now),
                    Version = 1,
                    State = ModelState.Published,
                    Model = DefaultModel.Value,
                    UpdatedAt = now,
                    PublishedAt = now,
                    PublishedBy = "LeadGen",
                    Why = "The model a new installation starts with.",
                }
            );
            await db.SaveChangesAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
    }
}
