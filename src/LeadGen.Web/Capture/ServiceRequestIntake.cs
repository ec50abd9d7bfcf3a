using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>What a customer, or anybody, told service that they want more of.</summary>
/// <param name="Facts">What else was said of the person: name, company.</param>
/// <param name="Origin">Staff for the page, Api for another system.</param>
/// <param name="Actor">Who enters it: the staff's name or the key's.</param>
public sealed record ServiceEntry(
    EmailAddress Email,
    string Request,
    Urgency Urgency,
    string ReportedBy,
    Guid? ReporterId,
    IReadOnlyDictionary<string, string?> Facts,
    FactOrigin Origin,
    string Actor
);

/// <param name="Again">It was there already: the same words of the same person a moment ago.</param>
public sealed record ServiceTaken(ServiceRequest Request, Stage Stage, bool Again);

/// <summary>
/// Takes service requests, by page or API: the lead, the request and its touchpoint in one transaction. The touchpoint makes the
/// lead service-qualified by the same road as all others.
/// </summary>
public sealed partial class ServiceRequestIntake(
    CaptureTransaction transaction,
    RescoreQueue queue,
    TimeProvider time,
    ILogger<ServiceRequestIntake> log
)
{
    public async Task<ServiceTaken> TakeAsync(ServiceEntry entry, CancellationToken cancel)
    {
        var taken = await transaction.RunAsync((db, _, token) => TakeAsync(db, entry, token), cancel);
        queue.Wake();
        CaptureMetrics.ServiceRequestTaken(taken);
        LogTaken(taken.Request.Id, taken.Request.LeadId, Terms.Of(taken.Request.Urgency), taken.Again);
        return taken;
    }

    private async Task<ServiceTaken> TakeAsync(LeadGenDbContext db, ServiceEntry entry, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var arrival = new LeadArrival(
            entry.Email,
            new FactAnswers(entry.Facts, entry.Origin, now, now, entry.Actor),
            Channel.Service,
            new Touch(now, Channel.Service, Source: null, LandingPage: null),
            now
        );
        // From here on the lead is locked, so of two that say the same at once the second finds the first.
        var lead = (await new LeadIntake(db).TakeAsync(arrival, cancel)).Lead;
        if (await SameAsync(db, lead.Id, entry, now, cancel) is { } there)
        {
            return new ServiceTaken(there, lead.Stage, Again: true);
        }

        var touchpoint = TouchpointOf(entry, lead.Id, now);
        var request = new ServiceRequest
        {
            Id = Guid.CreateVersion7(now),
            LeadId = lead.Id,
            Request = entry.Request,
            Urgency = entry.Urgency,
            ReportedBy = entry.ReportedBy,
            ReporterId = entry.ReporterId,
            TouchpointId = touchpoint.Id,
            CreatedAt = now,
        };
        db.Touchpoints.Add(touchpoint);
        db.ServiceRequests.Add(request);
        db.RescoreRequests.Add(RescoreQueue.Request(lead.Id, MoveCause.Person, now, touchpoint.Id, entry.ReportedBy));
        return new ServiceTaken(request, lead.Stage, Again: false);
    }

    private static Task<ServiceRequest?> SameAsync(
        LeadGenDbContext db,
        Guid leadId,
        ServiceEntry entry,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var since = now - ServiceRequest.SameWithin;
        return db
            .ServiceRequests.AsNoTracking()
            .Where(request => request.LeadId == leadId && request.CreatedAt > since)
            .Where(request => request.Request == entry.Request && request.ReportedBy == entry.ReportedBy)
            .OrderBy(request => request.Id)
            .FirstOrDefaultAsync(cancel);
    }

    private static Touchpoint TouchpointOf(ServiceEntry entry, Guid leadId, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            LeadId = leadId,
            Kind = TouchpointKinds.ServiceRequest,
            Channel = Channel.Service,
            OccurredAt = now,
            RecordedAt = now,
            Properties = new Dictionary<string, string>
            {
                ["question"] = entry.Request,
                ["urgency"] = Terms.Of(entry.Urgency),
                ["author"] = entry.ReportedBy,
            },
        };

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Service request {RequestId} for lead {LeadId}, urgency {Urgency}, again {Again}"
    )]
    private partial void LogTaken(Guid requestId, Guid leadId, string urgency, bool again);
}
