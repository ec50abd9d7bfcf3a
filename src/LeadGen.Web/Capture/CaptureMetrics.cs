using System.Diagnostics.Metrics;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Capture;

public static class CaptureMetrics
{
    private static readonly Counter<long> Forms = Metrics.Meter.CreateCounter<long>(
        "leadgen.forms",
        description: "Forms that were posted, by what came of them"
    );

    private static readonly Counter<long> Files = Metrics.Meter.CreateCounter<long>(
        "leadgen.files",
        description: "Gated files that were handed over"
    );

    private static readonly Counter<long> Handouts = Metrics.Meter.CreateCounter<long>(
        "leadgen.handouts",
        description: "Codes and seats that were given out"
    );

    private static readonly Counter<long> Uploads = Metrics.Meter.CreateCounter<long>(
        "leadgen.uploads",
        description: "Files that staff uploaded, by what came of them"
    );

    private static readonly Counter<long> Conversations = Metrics.Meter.CreateCounter<long>(
        "leadgen.conversations",
        description: "Conversations that were told or recorded, by what came of them"
    );

    private static readonly Counter<long> ServiceRequests = Metrics.Meter.CreateCounter<long>(
        "leadgen.service_requests",
        description: "Requests that service passed on, by what came of them"
    );

    private static readonly Counter<long> Visits = Metrics.Meter.CreateCounter<long>(
        "leadgen.visits",
        description: "Landing pages viewed, calls to action seen and clicked"
    );

    public static void Visited(string what, long times) =>
        Visits.Add(times, new KeyValuePair<string, object?>("what", what));

    private static readonly Counter<long> Tests = Metrics.Meter.CreateCounter<long>(
        "leadgen.offer_tests",
        description: "Changes of tests of offers, by what was done"
    );

    public static void TestChanged(string how) => Tests.Add(1, new KeyValuePair<string, object?>("how", how));

    private static readonly Counter<long> Released = Metrics.Meter.CreateCounter<long>(
        "leadgen.quarantine.decided",
        description: "Quarantined forms about which somebody has decided, by how"
    );

    private static readonly Gauge<long> Quarantined = Metrics.Meter.CreateGauge<long>(
        "leadgen.quarantine.size",
        description: "Forms that wait in quarantine"
    );

    public static void FormTaken(Offer offer, FormTaken taken) =>
        Forms.Add(1, new("offer", offer.Slug), new("result", ResultOf(taken)));

    public static void Decided(SubmissionState state) =>
        Released.Add(1, new KeyValuePair<string, object?>("state", Terms.Of(state)));

    public static void QuarantineSize(long forms) => Quarantined.Record(forms);

    public static void StepTaken(Offer offer, FormStep step, FormTaken taken) =>
        Forms.Add(
            1,
            new("offer", offer.Slug),
            new("result", taken.Repeated ? "repeated" : "continued"),
            new("step", step.Number)
        );

    /// <summary>All that is kept of a refused post.</summary>
    public static void FormRefused(Offer offer, int status) =>
        Forms.Add(1, new("offer", offer.Slug), new("result", "refused"), new("status", status));

    public static void FileHandedOver(Offer offer) =>
        Files.Add(1, new KeyValuePair<string, object?>("offer", offer.Slug));

    public static void HandedOut(Offer offer, int count)
    {
        if (count > 0)
        {
            Handouts.Add(count, new KeyValuePair<string, object?>("offer", offer.Slug));
        }
    }

    public static void FileUploaded(UploadResult result) =>
        Uploads.Add(1, new KeyValuePair<string, object?>("result", Terms.Of(result)));

    public static void ConversationTaken(ConversationTaken taken) =>
        Conversations.Add(
            1,
            new KeyValuePair<string, object?>(
                "result",
                taken.Refused ? "refused"
                    : taken.Created ? "created"
                    : "updated"
            )
        );

    public static void ContactRecorded(string kind) =>
        Conversations.Add(1, new("result", "recorded"), new("kind", kind));

    public static void ServiceRequestTaken(ServiceTaken taken) =>
        ServiceRequests.Add(1, new KeyValuePair<string, object?>("result", taken.Again ? "repeated" : "taken"));

    private static string ResultOf(FormTaken taken) =>
        taken.Repeated ? "repeated"
        : taken.Held ? "quarantined"
        : "taken";
}
