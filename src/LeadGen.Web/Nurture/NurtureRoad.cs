using LeadGen.Domain;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Nurture;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Nurture;

/// <summary>Lets people in and out of sequences, and looks at each whose next mail is due. Two instances at once do nothing twice.</summary>
public sealed partial class NurtureRoad(IServiceScopeFactory scopes, TimeProvider time, ILogger<NurtureRoad> log)
{
    public const int BatchSize = 100;

    /// <summary>For which one that fails waits, so that it does not stand in the way of the others.</summary>
    private static readonly TimeSpan Aside = TimeSpan.FromMinutes(15);

    /// <summary>Does everything that is due; for tests.</summary>
    public async Task DrainAsync(CancellationToken cancel)
    {
        while (await NextAsync(cancel)) { }
    }

    /// <returns>True where more may be waiting.</returns>
    public async Task<bool> NextAsync(CancellationToken cancel)
    {
        var isMore = await WithinAsync(services => services.GetRequiredService<NurtureEntrance>().LookAsync(cancel));
        var due = await WithinAsync(services => DueAsync(services.GetRequiredService<LeadGenDbContext>(), cancel));
        foreach (var one in due)
        {
            await LookAsync(one, cancel);
        }

        return isMore || due.Count == BatchSize;
    }

    /// <summary>Of sequences that run; those that are paused are not even read.</summary>
    private Task<List<Due>> DueAsync(LeadGenDbContext db, CancellationToken cancel) =>
        db
            .Database.SqlQuery<Due>(
                $"""
                select e.id, e.lead_id from leadgen.nurture_sequences s cross join lateral (
                    select id, lead_id, next_at from leadgen.nurture_enrolments
                    where sequence_id = s.id and left_at is null and next_at <= {time.GetUtcNow()}
                    order by next_at limit {BatchSize}) e
                where s.state = 'running' and not exists (select from leadgen.settings where key = {OutgoingHold.Key})
                order by e.next_at limit {BatchSize}
                """
            )
            .ToListAsync(cancel);

    private async Task LookAsync(Due one, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<NurtureStepper>().LookAsync(one.Id, one.LeadId, cancel);
        }
        catch (Exception e) when (LostRace.Is(e))
        {
            // It is due still, or was done by who was faster.
        }
        catch (Exception e) when (e is DomainException || (e is DbUpdateException && !DatabaseAway.Passes(e)))
        {
            LogFailed(e, one.Id);
            await WithinAsync(services =>
                SetAsideAsync(services.GetRequiredService<LeadGenDbContext>(), one.Id, e.Message, cancel)
            );
        }
    }

    private Task<int> SetAsideAsync(LeadGenDbContext db, Guid id, string error, CancellationToken cancel)
    {
        var next = time.GetUtcNow() + Aside;
        var words = error.Length > NurtureEnrolment.ErrorMaxLength ? error[..NurtureEnrolment.ErrorMaxLength] : error;
        return db
            .NurtureEnrolments.Where(one => one.Id == id)
            .ExecuteUpdateAsync(one => one.SetProperty(e => e.NextAt, next).SetProperty(e => e.Error, words), cancel);
    }

    private async Task<T> WithinAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Enrolment {Enrolment} could not be looked at; it is tried again later"
    )]
    private partial void LogFailed(Exception e, Guid enrolment);

    private sealed record Due(Guid Id, Guid LeadId);
}
