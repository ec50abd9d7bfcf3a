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
    public static string? BusinessDomain(EmailAddress address) => EmailDomains.Shipped.BusinessOf(address);

    internal static bool IsFree(string domain) => IsFree(Free, domain);

    /// <summary>A name below a provider's is the provider's too: vip.qq.com.</summary>
    internal static bool IsFree(FrozenSet<string> free, string domain) =>
        Below(domain).Any(name => free.Contains(name) || IsOfFamily(name));

    internal static bool IsIn(FrozenSet<string> domains, string domain) => Below(domain).Any(domains.Contains);

    /// <summary>The domain and those that it is below.</summary>
    private static IEnumerable<string> Below(string domain)
    {
        for (var at = 0; at < domain.Length; at = domain.IndexOf('.', at) is >= 0 and var dot ? dot + 1 : domain.Length)
        {
            yield return domain[at..];
        }
    }

    // name.fr, name.com, name.co.uk, name.com.br; endings that everybody takes for their country's name are no country here.
    private static bool IsOfFamily(string domain) =>
        domain.Split('.') switch
        {
            [var name, "com"] => Families.Contains(name),
            [var name, "co" or "com", { Length: 2 }] => Families.Contains(name),
            [var name, { Length: 2 } country] => Families.Contains(name) && !Generic.Contains(country),
            _ => false,
        };

    /// <summary>Providers with one domain a country.</summary>
    private static readonly FrozenSet<string> Families = Set("aol gmx hotmail live msn outlook yahoo yandex ymail");

    /// <summary>Endings of two letters that stand for no country to most who take them.</summary>
    private static readonly FrozenSet<string> Generic = Set("ai cc co fm gg io me tv");

    public static readonly FrozenSet<string> Free = Set(
        """
        012.net.il 126.com 139.com 163.com 188.com 189.cn 263.net a1.net aapt.net.au absamail.co.za abv.bg accountant.com adam.com.au
        aim.com alice-dsl.de alice-dsl.net alice.de alice.it aliceadsl.fr aliyun.com ameritech.net aon.at apollo.lv arcor.de arnet.com.ar
        asia.com atlas.cz att.net au.com autograf.pl azet.sk bbox.fr belgacom.net bell.net bellsouth.net bezeqint.net biglobe.ne.jp
        bigmir.net bigpond.com bigpond.net.au bk.ru blu.it bluewin.ch blueyonder.co.uk bol.com.br bredband.net broadpark.no btinternet.com
        btopenworld.com buziaczek.pl c2i.net cableone.net cantv.net casema.nl cegetel.net centrum.cz centrum.sk centurylink.net
        centurytel.net charter.net chello.at chello.nl citromail.hu ciudad.com.ar clear.net.nz clix.pt club-internet.fr cogeco.ca
        comcast.net comhem.se compuserve.com compuserve.de consultant.com cox.net cs.com daum.net dion.ne.jp dir.bg disroot.org docomo.ne.jp
        dodo.com.au dr.com dreamwiz.com duck.com earthlink.net eastlink.ca eircom.net elisanet.fi email.com email.cz email.de email.it
        email.si embarqmail.com empas.com engineer.com europe.com euskaltel.net ewetel.net excite.co.jp excite.com ezweb.ne.jp fastmail.com
        fastmail.fm fastwebnet.it fibertel.com.ar flash.net forthnet.gr foxmail.com free.fr freemail.hu freenet.de freeserve.co.uk
        frontier.com frontiernet.net fsmail.net gazeta.pl getmail.no globo.com globomail.com glocalnet.net gmail.com gmx.net goo.jp
        googlemail.com hanmail.net hetnet.nl hey.com hinet.net hispeed.ch hol.gr home.nl home.se hot.ee htp-tel.de hughes.net hush.com
        hushmail.com i.softbank.jp i.ua iafrica.com icloud.com ig.com.br iinet.net.au in.com in.gr iname.com inbox.com inbox.lt inbox.lv
        inbox.ru indamail.hu indiatimes.com inet.fi inet.hr infoseek.jp inode.at interia.eu interia.pl internet.ru internode.on.net
        inwind.it iol.ie iol.it iol.pt iprimus.com.au jubii.dk juno.com kabelmail.de kakao.com keemail.me kolumbus.fi korea.com kpnmail.nl
        kpnplanet.nl laposte.net lenta.ru libero.it lineone.net list.ru luukku.com lycos.com mac.com magenta.de mail.bg mail.com mail.de
        mail.dk mail.ee mail.kz mail.ru mail.ua mailbox.org mailfence.com mchsi.com me.com meta.ua mindspring.com movistar.es mts.net
        mweb.co.za mynet.com myself.com nate.com naver.com net.hr netcabo.pt netcologne.de netscape.net netvigator.com netvision.net.il
        netzero.com netzero.net neuf.fr nifty.com nifty.ne.jp noos.fr ntlworld.com numericable.fr nvbell.net o2.co.uk o2.pl o2mail.de
        o2online.de ocn.ne.jp ofir.dk oi.com.br one.lt onet.eu onet.pl onetel.com online.de online.no onlinehome.de ono.com op.pl
        optimum.net optonline.net optusnet.com.au orange.fr orange.net orcon.net.nz osnanet.de otenet.gr ozemail.com.au pacbell.net
        pacific.net.sg pandora.be paradise.net.nz paran.com pchome.com.tw peoplepc.com plala.or.jp planet.nl plus.com pm.me pobox.sk
        poczta.fm post.com post.cz post.sk poste.it posteo.de posteo.net prodigy.net prodigy.net.mx proton.me protonmail.ch protonmail.com
        proximus.be q.com qq.com quick.cz quicknet.nl r7.com rambler.ru rcn.com rediff.com rediffmail.com riseup.net ro.ru roadrunner.com
        rocketmail.com rogers.com rr.com runbox.com sapo.pt sasktel.net saunalahti.fi sbcglobal.net scarlet.be seed.net.tw seznam.cz sfr.fr
        shaw.ca sina.cn sina.com sina.com.cn singnet.com.sg siol.net sky.com skynet.be slingshot.co.nz snet.net so-net.ne.jp softbank.ne.jp
        sohu.com speedy.com.ar spray.se startmail.com stofanet.dk streamyx.com suddenlink.net sunrise.ch suomi24.fi supanet.com
        superonline.com swbell.net swipnet.se swissonline.ch sympatico.ca t-2.net t-online.de t-online.hu takas.lt talktalk.net tdcadsl.dk
        tds.net techie.com tele.dk tele2.nl tele2.se telefonica.net telenet.be telepac.pt teletu.it telia.com telkomsa.net telus.net
        terra.com.br terra.es tesco.net tim.it tin.it tiscali.co.uk tiscali.cz tiscali.it tlen.pl tm.net.my tom.com tpg.com.au ttmail.com
        tut.by tuta.com tuta.io tutamail.com tutanota.com tutanota.de ukr.net une.net.co unitybox.de uol.com.br upcmail.nl usa.com utanet.at
        verizon.net versanet.de videotron.ca vip.hr vipmail.hu virgilio.it virgin.net virginmedia.com vnn.vn vodafone.de vodafone.it
        vodafone.ne.jp vodamail.co.za voila.fr volny.cz voo.be vp.pl vsnl.com vsnl.net vtr.net walla.co.il walla.com wanadoo.fr web.de
        webmail.co.za westnet.com.au windowslive.com windstream.net wo.cn wowway.com wp.pl writeme.com xs4all.nl xtra.co.nz ya.com ya.ru
        ybb.ne.jp yeah.net zahav.net.il ziggo.nl zipmail.com.br zoho.com zoho.eu zohomail.com zohomail.eu zonnet.nl zoznam.sk
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
