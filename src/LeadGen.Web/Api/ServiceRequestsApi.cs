using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Offers;
using LeadGen.Web.Access;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Api;

/// <summary>What people told service that they want more of.</summary>
internal static class ServiceRequestsApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/service-requests", TakeAsync)
            .WithName("requestByService")
            .WithTags("Hand-offs")
            .RequireScope(ApiScopes.LeadsWrite)
            .WithSummary("Pass on what somebody told service they want")
            .WithDescription(
                "Makes a service-qualified lead, of customers too, within a moment; an open sale keeps its stage and gets a hand-off. While a hand-off as strong is open it is noted there. An unknown email makes a lead (channel service). The same request of the same reporter about the same lead within 10 minutes answers 200 and changes nothing."
            )
            .Takes<ServiceRequestBody>()
            .Answers<ServiceRequestJson>(StatusCodes.Status201Created, StatusCodes.Status200OK)
            .Refuses(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> TakeAsync(
        HttpContext http,
        ServiceRequestIntake intake,
        LeadGenDbContext db,
        CancellationToken cancel
    )
    {
        var (form, problem) = await JsonBody.ReadAsync(http.Request, JsonBody.OneMaxBytes, cancel);
        if (problem is not null)
        {
            return problem;
        }

        if (EntryOf(form, http.User.ApiKeyName()!) is not { } entry)
        {
            return ApiProblems.Invalid(form.Errors);
        }

        var taken = await intake.TakeAsync(
            entry with
            {
                ReporterId = await ReporterAsync(db, entry.ReportedBy, cancel),
            },
            cancel
        );
        return taken.Again
            ? TypedResults.Ok(ServiceRequestJson.Of(taken))
            : TypedResults.Created((string?)null, ServiceRequestJson.Of(taken));
    }

    private static ServiceEntry? EntryOf(JsonForm form, string actor)
    {
        var email = form.Email("email");
        if (email is null)
        {
            form.Add("email", "Give the e-mail address of the person, such as name@example.com");
        }

        var request = form.Lines("request", ServiceRequest.RequestMaxLength);
        if (request is null)
        {
            form.Add("request", "Say what they want");
        }

        var reportedBy = form.Text("reported_by", ServiceRequest.ReportedByMaxLength);
        if (reportedBy is null)
        {
            form.Add("reported_by", "Say who heard it: an e-mail address or a name");
        }

        var urgency = form.Term<Urgency>("urgency") ?? Urgency.Normal;
        var account = form.Text("account", LeadFields.Find(LeadFields.Company)!.MaxLength);
        return form.Errors.Count > 0
            ? null
            : new ServiceEntry(
                email!,
                request!,
                urgency,
                reportedBy!,
                ReporterId: null,
                account is null
                    ? new Dictionary<string, string?>()
                    : new Dictionary<string, string?>
                    {
                        [LeadFields.Company] = CleanText.Bounded(account, account.Length),
                    },
                FactOrigin.Api,
                actor
            );
    }

    /// <summary>A member of staff sees on their page what became of it.</summary>
    private static async Task<Guid?> ReporterAsync(LeadGenDbContext db, string reportedBy, CancellationToken cancel)
    {
        if (!EmailAddress.TryParse(reportedBy, out var email))
        {
            return null;
        }

        var name = email.Value.ToUpperInvariant();
        return await db
            .Users.Where(user => user.NormalizedEmail == name)
            .Select(user => (Guid?)user.Id)
            .SingleOrDefaultAsync(cancel);
    }
}

/// <param name="Stage">Where the lead stood when it was taken; it moves within a moment.</param>
internal sealed record ServiceRequestJson(
    Guid Id,
    Guid LeadId,
    string Request,
    Urgency Urgency,
    string ReportedBy,
    Stage Stage,
    DateTimeOffset CreatedAt
)
{
    public static ServiceRequestJson Of(ServiceTaken taken) =>
        new(
            taken.Request.Id,
            taken.Request.LeadId,
            taken.Request.Request,
            taken.Request.Urgency,
            taken.Request.ReportedBy,
            taken.Stage,
            taken.Request.CreatedAt
        );
}
