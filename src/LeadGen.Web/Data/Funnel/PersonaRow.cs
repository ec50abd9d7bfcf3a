using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Insights;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Funnel;

/// <summary>A persona at its place.</summary>
public sealed class PersonaRow
{
    public required Guid Id { get; init; }
    public required int Position { get; set; }
    public required string Name { get; set; }
    public string? Picture { get; set; }
    public required IReadOnlyList<RoutingCondition> Conditions { get; set; }

    public static async Task<Personas> ReadAsync(LeadGenDbContext db, CancellationToken cancel)
    {
        var rows = await db
            .Personas.AsNoTracking()
            .OrderBy(row => row.Position)
            .ThenBy(row => row.Id)
            .ToListAsync(cancel);
        return new Personas([.. rows.Select(row => new Persona(row.Id, row.Name, row.Picture, row.Conditions))]);
    }
}
