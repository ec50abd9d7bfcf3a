using System.Text.Json;
using LeadGen.Domain.Capture;

namespace LeadGen.Domain.Tests.Capture;

public sealed class EmailKindsTests
{
    [Theory]
    [InlineData("ada@analytical.example", EmailKind.Business, "analytical.example")]
    [InlineData("Info@analytical.example", EmailKind.Role, "analytical.example")]
    [InlineData("ada@Gmail.com", EmailKind.Free, null)]
    [InlineData("info@gmail.com", EmailKind.Free, null)]
    [InlineData("ada@yahoo.co.uk", EmailKind.Free, null)]
    [InlineData("ada@hotmail.fr", EmailKind.Free, null)]
    [InlineData("ada@yahoo.corporate.example", EmailKind.Business, "yahoo.corporate.example")]
    [InlineData("ada@outlook.es", EmailKind.Free, null)]
    [InlineData("ada@live.com.au", EmailKind.Free, null)]
    [InlineData("ada@yandex.kz", EmailKind.Free, null)]
    [InlineData("ada@foxmail.com", EmailKind.Free, null)]
    [InlineData("ada@vip.qq.com", EmailKind.Free, null)]
    [InlineData("ada@poczta.onet.pl", EmailKind.Free, null)]
    [InlineData("ada@docomo.ne.jp", EmailKind.Free, null)]
    [InlineData("ada@notqq.com", EmailKind.Business, "notqq.com")]
    [InlineData("ada@live.io", EmailKind.Business, "live.io")]
    [InlineData("ada@outlook.analytical.com", EmailKind.Business, "outlook.analytical.com")]
    [InlineData("sales@mailinator.com", EmailKind.Disposable, null)]
    [InlineData("ada@box.mailinator.com", EmailKind.Disposable, null)]
    [InlineData("ada@notmailinator.com", EmailKind.Business, "notmailinator.com")]
    [InlineData("ada@Bücher.example", EmailKind.Business, "xn--bcher-kva.example")]
    public void The_kind_and_the_company_of_an_address(string text, EmailKind kind, string? domain)
    {
        var address = EmailAddress.Parse(text);

        Assert.Equal(kind, EmailKinds.Of(address));
        Assert.Equal(domain, EmailKinds.BusinessDomain(address));
    }

    [Fact]
    public void The_kinds_are_named_as_the_fact_names_them() =>
        Assert.Equal(["business", "free", "disposable", "role"], Enum.GetValues<EmailKind>().Select(EmailKinds.Name));

    [Fact]
    public void What_our_lists_call_free_or_disposable_others_call_so_too()
    {
        var disposable = File.ReadLines(SharedData.Reference("disposable-domains.txt"))
            .ToHashSet(StringComparer.Ordinal);
        var free = JsonSerializer.Deserialize<HashSet<string>>(
            File.ReadAllText(SharedData.Reference("free-mail-domains.json"))
        )!;
        free.UnionWith(disposable);
        Assert.True(disposable.Count > 5000 && free.Count > 5000);

        Assert.Equal([], EmailKinds.Disposable.Where(domain => !free.Contains(domain)));
        // The other list lacks many who sell access and give mail with it, such as netcologne.de, and some national ones, such as o2.pl.
        var shared = EmailKinds.Free.Count(free.Contains);
        Assert.True(shared >= 0.5 * EmailKinds.Free.Count, $"only {shared} of {EmailKinds.Free.Count}");
        Assert.Equal([], EmailKinds.Free.Where(disposable.Contains));
    }

    [Fact]
    public void Of_what_others_call_free_we_know_the_great_providers_in_every_country()
    {
        var free = JsonSerializer.Deserialize<HashSet<string>>(
            File.ReadAllText(SharedData.Reference("free-mail-domains.json"))
        )!;
        string[] great = ["aol", "gmx", "hotmail", "live", "msn", "outlook", "yahoo", "yandex"];
        var theirs = free.Where(domain => domain.Split('.') is { Length: 2 or 3 } parts && great.Contains(parts[0]))
            .ToList();
        Assert.True(theirs.Count > 100);

        var ours = theirs.Count(domain => EmailKinds.BusinessDomain(EmailAddress.Parse("ada@" + domain)) is null);
        Assert.True(ours >= 0.97 * theirs.Count, $"only {ours} of {theirs.Count}");
    }

    [Theory]
    [InlineData("Ada@gmial.com", "Ada@gmail.com")]
    [InlineData("ada@gmail.co", "ada@gmail.com")]
    [InlineData("ada@gmai.com", "ada@gmail.com")]
    [InlineData("ada@ggmail.com", "ada@gmail.com")]
    [InlineData("ada@hotmial.com", "ada@hotmail.com")]
    [InlineData("ada@yahoo.con", "ada@yahoo.com")]
    [InlineData("ada@analytical.cmo", "ada@analytical.com")]
    public void A_slip_in_the_domain_gets_a_suggestion(string typed, string meant)
    {
        var hint = EmailHint.For(EmailAddress.Parse(typed));

        Assert.Equal(meant, hint?.Address);
        Assert.Equal($"Did you mean {meant.Split('@')[1]}?", hint?.Text);
    }

    [Theory]
    [InlineData("ada@gmail.com")]
    [InlineData("ada@mail.com")]
    [InlineData("ada@ymail.com")]
    [InlineData("ada@email.com")]
    [InlineData("ada@yahoo.co.uk")]
    [InlineData("ada@analytical.example")]
    [InlineData("ada@analytical.com")]
    public void An_address_without_a_slip_gets_none(string typed) =>
        Assert.Null(EmailHint.For(EmailAddress.Parse(typed)));
}
