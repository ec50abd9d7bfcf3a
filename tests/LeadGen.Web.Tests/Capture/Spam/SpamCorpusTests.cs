using System.Collections.Frozen;
using System.Diagnostics;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Web.Capture.Spam;
using LeadGen.Web.Operations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Tests.Capture.Spam;

/// <summary>Twenty thousand people and more spam forms, one after another as they would come.</summary>
public sealed class SpamCorpusTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ninety_five_in_a_hundred_spam_forms_are_held_and_one_person_in_a_thousand_at_most()
    {
        var known = Of(new Spammers(1, Begin).Campaign, 10_000);
        var other = Of(new OtherSpammers(2, Begin).Campaign, 10_000);
        var fresh = Of(new FreshSpammers(5, Begin).Campaign, 5_000);
        var later = Of(new LaterSpammers(6, Begin).Campaign, 5_000);
        var people = new RealPeople(3, Begin);
        var morePeople = new RealPeople(4, Begin);
        var real = Enumerable.Range(0, 10_000).SelectMany(_ => new[] { people.Next(), morePeople.Next() });
        var judged = Judge([.. known, .. other, .. fresh, .. later, .. real]);

        foreach (var shape in judged.GroupBy(one => one.Sample.Shape))
        {
            var held = shape.Count(one => one.Verdict.IsHeld);
            Say($"{shape.Key}: {held} of {shape.Count()} held ({100.0 * held / shape.Count():0.00} %)");
        }

        foreach (var (sample, verdict) in judged.Where(one => !one.Sample.IsSpam && one.Verdict.IsHeld).Take(10))
        {
            Say($"A person is held: {string.Join(" | ", sample.Fields.Values)}: {Signs(verdict)}");
        }

        Assert.InRange(ShareHeld(judged, known), 0.95, 1);
        Assert.InRange(ShareHeld(judged, other), 0.95, 1);
        Assert.InRange(ShareHeld(judged, fresh), 0.95, 1);
        Assert.InRange(ShareHeld(judged, later), 0.9, 1);
        Assert.InRange(ShareHeld(judged, judged.Select(one => one.Sample).Where(sample => !sample.IsSpam)), 0, 0.001);
    }

    [Fact]
    public void A_letter_by_itself_is_mostly_not_told_and_no_person_is_held_for_words_of_sellers()
    {
        var spam = LaterLetters.Spam.Select(Held).ToList();
        Say($"Letters one by one: {spam.Count(held => held)} of {spam.Count} held");
        foreach (var letter in LaterLetters.Honest.Where(Held))
        {
            Say("A person is held: " + letter);
        }

        Assert.DoesNotContain(LaterLetters.Honest, Held);
    }

    private static bool Held(string letter)
    {
        var answers = new Answers(
            EmailAddress.Parse("mina@northwire.example"),
            new Dictionary<string, string>(),
            letter
        );
        return SpamCheck.Judge(new SpamEvidence(answers, false, TimeSpan.FromSeconds(40)), SpamRules.Default).IsHeld;
    }

    private static double ShareHeld(
        IReadOnlyList<(SpamSample Sample, SpamVerdict Verdict)> judged,
        IEnumerable<SpamSample> of
    )
    {
        var wanted = of.ToHashSet(ReferenceEqualityComparer.Instance);
        var share = judged.Where(one => wanted.Contains(one.Sample)).Average(one => one.Verdict.IsHeld ? 1.0 : 0);
        Say($"{wanted.Count} forms: {100 * share:0.000} % held");
        return share;
    }

    private static List<(SpamSample Sample, SpamVerdict Verdict)> Judge(IEnumerable<SpamSample> samples)
    {
        var clock = new SetTime();
        var rules = new CurrentSpamRules(null!, clock, NullLogger<CurrentSpamRules>.Instance);
        var watch = new SpamWatch(rules, Options.Create(new LeadGenOptions()), clock, NullLogger<SpamWatch>.Instance);
        var offer = Guid.CreateVersion7(Begin);
        var forms = samples
            .OrderBy(sample => sample.At)
            .Select(sample => (Sample: sample, Answers: sample.Read()))
            .ToList();
        using var process = Process.GetCurrentProcess();
        var time = process.TotalProcessorTime;
        var judged = new List<(SpamSample, SpamVerdict)>(forms.Count);
        foreach (var (sample, answers) in forms)
        {
            clock.Now = sample.At;
            judged.Add(
                (
                    sample,
                    SpamCheck.Judge(watch.Look(offer, answers, sample.From, FrozenSet<Guid>.Empty), SpamRules.Default)
                )
            );
        }

        process.Refresh();
        Say(
            $"{forms.Count} forms were judged in {(process.TotalProcessorTime - time).TotalSeconds:0.00} s of processor time"
        );
        return judged;
    }

    private static List<SpamSample> Of(Func<IEnumerable<SpamSample>> campaign, int count)
    {
        var samples = new List<SpamSample>();
        while (samples.Count < count)
        {
            samples.AddRange(campaign());
        }

        return samples[..count];
    }

    private static string Signs(SpamVerdict verdict) =>
        string.Join(", ", verdict.Signals.Select(signal => $"{Terms.Of(signal.Sign)} {signal.Weight}"));

    private static void Say(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);

    private sealed class SetTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
