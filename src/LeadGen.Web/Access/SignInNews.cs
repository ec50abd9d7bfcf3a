using System.Globalization;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Data.Sales;

namespace LeadGen.Web.Access;

/// <summary>
/// Tells members of staff by mail when what they sign in with has changed: whoever did it in their place can keep nothing from them.
/// </summary>
public sealed class SignInNews(LeadGenDbContext db, IHttpContextAccessor http, TimeProvider time)
{
    /// <summary>It is saved with the change, by whoever saves that.</summary>
    public async Task AddAsync(StaffUser user, string subject, string what)
    {
        var now = time.GetUtcNow();
        var zone = await db.ReadZoneAsync(user.Id, CancellationToken.None);
        db.Add(new SignInChangedMail(subject, what, WhenAndWhence(user, now, zone)), user.Email!, user.Id, now);
    }

    private string WhenAndWhence(StaffUser user, DateTimeOffset now, TimeZoneInfo zone)
    {
        var context = http.HttpContext;
        var by = context?.Features.Get<AuditActor>() is { } actor && actor.Id != user.Id ? $" by {actor.Name}" : "";
        var from = context?.Connection.RemoteIpAddress is { } address ? $", from {address}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"It was done{by} on {TimeZoneInfo.ConvertTime(now, zone):d MMMM yyyy 'at' HH:mm} ({zone.Id}){from}."
        );
    }
}
