using LeadGen.Domain.Insights;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Funnel;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Insights;

/// <summary>Keeps the personas. After each change all leads are counted anew, while the old figures stand.</summary>
public sealed partial class PersonaDesk(LeadGenDbContext db, TimeProvider time, ILogger<PersonaDesk> log)
{
    /// <summary>Where there is none of this id it is a new one, below the others.</summary>
    /// <returns>False where there are as many as there may be.</returns>
    public async Task<bool> SaveAsync(Persona persona, CancellationToken cancel)
    {
        var row = await db.Personas.SingleOrDefaultAsync(row => row.Id == persona.Id, cancel);
        if (row is null)
        {
            if (await db.Personas.CountAsync(cancel) >= Persona.PersonasMax)
            {
                return false;
            }

            var last = await db.Personas.MaxAsync(other => (int?)other.Position, cancel) ?? 0;
            row = new PersonaRow
            {
                Id = persona.Id,
                Position = last + 1,
                Name = persona.Name,
                Conditions = persona.Conditions,
            };
            db.Personas.Add(row);
        }

        (row.Name, row.Picture, row.Conditions) = (persona.Name, persona.Picture, persona.Conditions);
        await db.SaveChangesAsync(cancel);
        await ChangedAsync("saved", cancel);
        return true;
    }

    /// <summary>Puts it before the one above it.</summary>
    public async Task RaiseAsync(Guid id, CancellationToken cancel)
    {
        var rows = await db.Personas.OrderBy(row => row.Position).ThenBy(row => row.Id).ToListAsync(cancel);
        var place = rows.FindIndex(row => row.Id == id);
        if (place > 0)
        {
            (rows[place - 1], rows[place]) = (rows[place], rows[place - 1]);
            foreach (var (position, row) in rows.Index())
            {
                row.Position = position + 1;
            }

            await db.SaveChangesAsync(cancel);
            await ChangedAsync("moved", cancel);
        }
    }

    public async Task RemoveAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Personas.Where(row => row.Id == id).ExecuteDeleteAsync(cancel) > 0)
        {
            await ChangedAsync("removed", cancel);
        }
    }

    private async Task ChangedAsync(string how, CancellationToken cancel)
    {
        await FunnelMark.AskRecountAsync(db, time.GetUtcNow(), cancel);
        InsightMetrics.PersonaChanged(how);
        LogChanged(how);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A persona was {How}")]
    private partial void LogChanged(string how);
}
