using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring;

/// <summary>The published scoring model and its version, read once per version.</summary>
public sealed record ModelInForce(int Version, ScoringModel Model);

/// <summary>Reads which version is in force at each use, and the model itself only where that has changed.</summary>
public sealed class PublishedModel(LeadGenDbContext db, PublishedModelCache cache)
{
    public async Task<ModelInForce> CurrentAsync(CancellationToken cancel)
    {
        var version = await db
            .ScoringModels.Where(model => model.State == ModelState.Published)
            .Select(model => model.Version!.Value)
            .SingleAsync(cancel);
        if (cache.Latest is { } latest && latest.Version == version)
        {
            return latest;
        }

        var row = await db.ScoringModels.AsNoTracking().SingleAsync(model => model.Version == version, cancel);
        return cache.Latest = new ModelInForce(version, row.Model);
    }
}

public sealed class PublishedModelCache
{
    private volatile ModelInForce? _latest;

    public ModelInForce? Latest
    {
        get => _latest;
        set => _latest = value;
    }
}
