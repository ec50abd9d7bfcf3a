using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LeadGen.Web.Operations;

/// <summary>Ready means: the database answers and its schema is the one this app knows.</summary>
public sealed class DatabaseCheck(LeadGenDbContext db) : IHealthCheck
{
    public const string Tag = "ready";

    /// <summary>Whoever asks has others to send people to.</summary>
    private const int PatienceSeconds = 3;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        db.Database.SetCommandTimeout(PatienceSeconds);
        try
        {
            return (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
                ? HealthCheckResult.Unhealthy("The database is not migrated.")
                : HealthCheckResult.Healthy();
        }
        catch (Exception e) when (DatabaseAway.Said(e) is not null)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}
