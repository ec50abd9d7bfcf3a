using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Mail;

/// <summary>What an administrator does with mails that could not be sent.</summary>
public sealed class MailDesk(LeadGenDbContext db, TimeProvider time)
{
    /// <summary>Tries it anew, with all its attempts. Also what has expired: who asks for it wants it sent.</summary>
    /// <param name="id">Null: all that are parked.</param>
    /// <returns>How many.</returns>
    public Task<int> SendAgainAsync(Guid? id, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return db
            .Mails.Where(mail => mail.State == MailState.Parked && (id == null || mail.Id == id))
            .ExecuteUpdateAsync(
                mail =>
                    mail.SetProperty(m => m.State, MailState.Waiting)
                        .SetProperty(m => m.Attempts, 0)
                        .SetProperty(m => m.NextAttemptAt, now)
                        .SetProperty(m => m.ExpiresAt, (DateTimeOffset?)null)
                        .SetProperty(m => m.Error, (string?)null),
                cancel
            );
    }
}
