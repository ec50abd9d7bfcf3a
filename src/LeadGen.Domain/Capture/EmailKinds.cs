using System.Collections.Frozen;

namespace LeadGen.Domain.Capture;

/// <summary>
/// Tells the kind of an address by lists of our own. They hold what is met often; an unknown provider passes for a business.
/// Where several kinds apply: disposable, free, role, business.
/// </summary>
public static class EmailKinds
{
    public static EmailKind Of(EmailAddress address) =>
        IsIn(Disposable, address.Domain) ? EmailKind.Disposable
        : IsFree(address.Domain) ? EmailKind.Free
        : Roles.Contains(address.LocalPart) ? EmailKind.Role
        : EmailKind.Business;

    /// <summary>The fact <c>email_kind</c>.</summary>
    public static string Name(EmailKind kind) =>
        kind switch
        {
            EmailKind.Business => "business",
            EmailKind.Free => "free",
            EmailKind.Disposable => "disposable",
            EmailKind.Role => "role",
        };

    /// <summary>The domain by which an account is known, in lower-case ASCII; null where the address says nothing of a company.</summary>
    public static string? BusinessDomain(EmailAddress address) =>
        IsIn(Disposable, address.Domain) || IsFree(address.Domain) ? null : address.Domain;

    internal static bool IsFree(string domain) =>
        Free.Contains(domain)
        || Families.Contains(domain[..domain.IndexOf('.', StringComparison.Ordinal)]) && IsNational(domain);

    // Throw-away providers hand out names below their own domain too.
    internal static bool IsIn(FrozenSet<string> domains, string domain)
    {
        for (var rest = domain; ; rest = rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (domains.Contains(rest))
            {
                return true;
            }

            if (!rest.Contains('.', StringComparison.Ordinal))
            {
                return false;
            }
        }
    }

    // name.fr, name.co.uk, name.com.br
    private static bool IsNational(string domain) =>
        domain.Split('.') is [_, { Length: 2 } or "com"] or [_, "co" or "com", { Length: 2 }];

    /// <summary>Providers with one domain a country.</summary>
    private static readonly FrozenSet<string> Families = Set("gmx hotmail yahoo");

    public static readonly FrozenSet<string> Free = Set(
        """
        163.com 126.com aim.com alice.it aol.com arcor.de att.net bellsouth.net bigpond.com bk.ru bluewin.ch bol.com.br btinternet.com
        centrum.cz charter.net comcast.net cox.net earthlink.net email.com fastmail.com fastmail.fm free.fr freenet.de gmail.com gmx.com
        gmx.de gmx.net googlemail.com hanmail.net hey.com hotmail.com hushmail.com icloud.com inbox.lv inbox.ru interia.pl juno.com
        laposte.net libero.it list.ru live.co.uk live.com live.de live.fr live.nl mac.com mail.com mail.ru mailbox.org me.com msn.com
        naver.com o2.pl online.de op.pl optonline.net orange.fr outlook.com outlook.de outlook.fr posteo.de proton.me protonmail.com pm.me
        qq.com rambler.ru rediffmail.com rocketmail.com rogers.com sbcglobal.net seznam.cz sfr.fr shaw.ca sina.com sky.com t-online.de
        talktalk.net telenet.be tiscali.it tuta.com tutanota.com ukr.net uol.com.br verizon.net virgilio.it virginmedia.com wanadoo.fr web.de
        wp.pl yahoo.com yandex.com yandex.ru yeah.net ymail.com zoho.com zohomail.com
        """
    );

    public static readonly FrozenSet<string> Disposable = Set(
        """
        10minutemail.com 10minutemail.net 20minutemail.com anonbox.net discard.email dispostable.com dropmail.me emailondeck.com
        fakeinbox.com fakemail.net getairmail.com getnada.com grr.la guerrillamail.biz guerrillamail.com guerrillamail.de guerrillamail.net
        guerrillamail.org inboxkitten.com jetable.org mailcatch.com maildrop.cc mailinator.com mailinator.net mailnesia.com mailnull.com
        mintemail.com mohmal.com moakt.com mytemp.email nada.email sharklasers.com spam4.me temp-mail.org
        tempail.com tempmail.net tempmailo.com throwawaymail.com trash-mail.com trashmail.com trashmail.de trashmail.net wegwerfmail.de
        yopmail.com yopmail.fr yopmail.net
        """
    );

    private static readonly FrozenSet<string> Roles = Set(
        """
        abuse accounting accounts admin administrator billing bookings careers compliance contact contact-us contactus customerservice
        donotreply enquiries enquiry feedback finance hello help helpdesk hostmaster hr info information inquiries inquiry invoices it
        jobs legal mail mailer-daemon marketing media no-reply noreply office orders postmaster pr press privacy procurement purchasing
        recruiting recruitment reception root sales security service support team tech webmaster
        """
    );

    private static FrozenSet<string> Set(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
