"""Contains all the data models used in inputs/outputs"""

from .block import Block
from .block_input import BlockInput
from .block_input_lines_item import BlockInputLinesItem
from .block_input_type import BlockInputType
from .block_lines_item import BlockLinesItem
from .block_type import BlockType
from .delete_api_tasks_task_id_response_200 import DeleteApiTasksTaskIdResponse200
from .delete_api_tasks_task_id_response_200_status import DeleteApiTasksTaskIdResponse200Status
from .delete_api_webhooks_webhook_id_response_200 import DeleteApiWebhooksWebhookIdResponse200
from .delete_api_webhooks_webhook_id_response_200_status import DeleteApiWebhooksWebhookIdResponse200Status
from .error import Error
from .error_input import ErrorInput
from .get_api_batches_batch_id_download_partial import GetApiBatchesBatchIdDownloadPartial
from .get_api_batches_batch_id_response_200 import GetApiBatchesBatchIdResponse200
from .get_api_batches_batch_id_response_200_batch_status import GetApiBatchesBatchIdResponse200BatchStatus
from .get_api_batches_batch_id_response_200_data import GetApiBatchesBatchIdResponse200Data
from .get_api_batches_batch_id_response_200_data_batch_status import GetApiBatchesBatchIdResponse200DataBatchStatus
from .get_api_batches_batch_id_response_200_data_refused_files_item import (
    GetApiBatchesBatchIdResponse200DataRefusedFilesItem,
)
from .get_api_batches_batch_id_response_200_refused_files_item import GetApiBatchesBatchIdResponse200RefusedFilesItem
from .get_api_batches_batch_id_response_200_status import GetApiBatchesBatchIdResponse200Status
from .get_api_batches_response_200 import GetApiBatchesResponse200
from .get_api_batches_response_200_data_item import GetApiBatchesResponse200DataItem
from .get_api_batches_response_200_data_item_batch_status import GetApiBatchesResponse200DataItemBatchStatus
from .get_api_batches_response_200_data_item_refused_files_item import GetApiBatchesResponse200DataItemRefusedFilesItem
from .get_api_batches_response_200_status import GetApiBatchesResponse200Status
from .get_api_batches_sort import GetApiBatchesSort
from .get_api_health_response_200 import GetApiHealthResponse200
from .get_api_health_response_200_status import GetApiHealthResponse200Status
from .get_api_health_response_200_video_tasks import GetApiHealthResponse200VideoTasks
from .get_api_search_response_200 import GetApiSearchResponse200
from .get_api_search_response_200_data_item import GetApiSearchResponse200DataItem
from .get_api_search_response_200_status import GetApiSearchResponse200Status
from .get_api_status_response_200 import GetApiStatusResponse200
from .get_api_status_response_200_status import GetApiStatusResponse200Status
from .get_api_system_health_response_200 import GetApiSystemHealthResponse200
from .get_api_system_health_response_200_data import GetApiSystemHealthResponse200Data
from .get_api_system_health_response_200_data_overall_status import GetApiSystemHealthResponse200DataOverallStatus
from .get_api_system_health_response_200_overall_status import GetApiSystemHealthResponse200OverallStatus
from .get_api_system_health_response_200_status import GetApiSystemHealthResponse200Status
from .get_api_system_metrics_history_response_200 import GetApiSystemMetricsHistoryResponse200
from .get_api_system_metrics_history_response_200_data_item import GetApiSystemMetricsHistoryResponse200DataItem
from .get_api_system_metrics_history_response_200_status import GetApiSystemMetricsHistoryResponse200Status
from .get_api_system_metrics_response_200 import GetApiSystemMetricsResponse200
from .get_api_system_metrics_response_200_cpu import GetApiSystemMetricsResponse200Cpu
from .get_api_system_metrics_response_200_data import GetApiSystemMetricsResponse200Data
from .get_api_system_metrics_response_200_data_cpu import GetApiSystemMetricsResponse200DataCpu
from .get_api_system_metrics_response_200_data_disk import GetApiSystemMetricsResponse200DataDisk
from .get_api_system_metrics_response_200_data_errors import GetApiSystemMetricsResponse200DataErrors
from .get_api_system_metrics_response_200_data_gpu_memory import GetApiSystemMetricsResponse200DataGpuMemory
from .get_api_system_metrics_response_200_data_memory import GetApiSystemMetricsResponse200DataMemory
from .get_api_system_metrics_response_200_data_page_seconds import GetApiSystemMetricsResponse200DataPageSeconds
from .get_api_system_metrics_response_200_data_page_seconds_last_100_type_0 import (
    GetApiSystemMetricsResponse200DataPageSecondsLast100Type0,
)
from .get_api_system_metrics_response_200_data_page_seconds_last_10_type_0 import (
    GetApiSystemMetricsResponse200DataPageSecondsLast10Type0,
)
from .get_api_system_metrics_response_200_data_pages import GetApiSystemMetricsResponse200DataPages
from .get_api_system_metrics_response_200_data_pages_allowed_because import (
    GetApiSystemMetricsResponse200DataPagesAllowedBecause,
)
from .get_api_system_metrics_response_200_data_pages_memory_state import (
    GetApiSystemMetricsResponse200DataPagesMemoryState,
)
from .get_api_system_metrics_response_200_data_throughput import GetApiSystemMetricsResponse200DataThroughput
from .get_api_system_metrics_response_200_disk import GetApiSystemMetricsResponse200Disk
from .get_api_system_metrics_response_200_errors import GetApiSystemMetricsResponse200Errors
from .get_api_system_metrics_response_200_gpu_memory import GetApiSystemMetricsResponse200GpuMemory
from .get_api_system_metrics_response_200_memory import GetApiSystemMetricsResponse200Memory
from .get_api_system_metrics_response_200_page_seconds import GetApiSystemMetricsResponse200PageSeconds
from .get_api_system_metrics_response_200_page_seconds_last_100_type_0 import (
    GetApiSystemMetricsResponse200PageSecondsLast100Type0,
)
from .get_api_system_metrics_response_200_page_seconds_last_10_type_0 import (
    GetApiSystemMetricsResponse200PageSecondsLast10Type0,
)
from .get_api_system_metrics_response_200_pages import GetApiSystemMetricsResponse200Pages
from .get_api_system_metrics_response_200_pages_allowed_because import GetApiSystemMetricsResponse200PagesAllowedBecause
from .get_api_system_metrics_response_200_pages_memory_state import GetApiSystemMetricsResponse200PagesMemoryState
from .get_api_system_metrics_response_200_status import GetApiSystemMetricsResponse200Status
from .get_api_system_metrics_response_200_throughput import GetApiSystemMetricsResponse200Throughput
from .get_api_system_recovery_response_200 import GetApiSystemRecoveryResponse200
from .get_api_system_recovery_response_200_data import GetApiSystemRecoveryResponse200Data
from .get_api_system_recovery_response_200_status import GetApiSystemRecoveryResponse200Status
from .get_api_system_stats_response_200 import GetApiSystemStatsResponse200
from .get_api_system_stats_response_200_data import GetApiSystemStatsResponse200Data
from .get_api_system_stats_response_200_data_status_counts import GetApiSystemStatsResponse200DataStatusCounts
from .get_api_system_stats_response_200_status import GetApiSystemStatsResponse200Status
from .get_api_system_stats_response_200_status_counts import GetApiSystemStatsResponse200StatusCounts
from .get_api_tasks_response_200 import GetApiTasksResponse200
from .get_api_tasks_response_200_status import GetApiTasksResponse200Status
from .get_api_tasks_sort import GetApiTasksSort
from .get_api_tasks_status import GetApiTasksStatus
from .get_api_tasks_task_id_batches_response_200 import GetApiTasksTaskIdBatchesResponse200
from .get_api_tasks_task_id_batches_response_200_batches_item import GetApiTasksTaskIdBatchesResponse200BatchesItem
from .get_api_tasks_task_id_batches_response_200_batches_item_status import (
    GetApiTasksTaskIdBatchesResponse200BatchesItemStatus,
)
from .get_api_tasks_task_id_batches_response_200_data import GetApiTasksTaskIdBatchesResponse200Data
from .get_api_tasks_task_id_batches_response_200_data_batches_item import (
    GetApiTasksTaskIdBatchesResponse200DataBatchesItem,
)
from .get_api_tasks_task_id_batches_response_200_data_batches_item_status import (
    GetApiTasksTaskIdBatchesResponse200DataBatchesItemStatus,
)
from .get_api_tasks_task_id_batches_response_200_status import GetApiTasksTaskIdBatchesResponse200Status
from .get_api_tasks_task_id_export_format import GetApiTasksTaskIdExportFormat
from .get_api_tasks_task_id_export_partial import GetApiTasksTaskIdExportPartial
from .get_api_tasks_task_id_export_response_200 import GetApiTasksTaskIdExportResponse200
from .get_api_tasks_task_id_pages_page_number_response_200 import GetApiTasksTaskIdPagesPageNumberResponse200
from .get_api_tasks_task_id_pages_page_number_response_200_data import GetApiTasksTaskIdPagesPageNumberResponse200Data
from .get_api_tasks_task_id_pages_page_number_response_200_status import (
    GetApiTasksTaskIdPagesPageNumberResponse200Status,
)
from .get_api_tasks_task_id_pages_response_200 import GetApiTasksTaskIdPagesResponse200
from .get_api_tasks_task_id_pages_response_200_data import GetApiTasksTaskIdPagesResponse200Data
from .get_api_tasks_task_id_pages_response_200_data_page_statistics import (
    GetApiTasksTaskIdPagesResponse200DataPageStatistics,
)
from .get_api_tasks_task_id_pages_response_200_status import GetApiTasksTaskIdPagesResponse200Status
from .get_api_tasks_task_id_progress_response_200 import GetApiTasksTaskIdProgressResponse200
from .get_api_tasks_task_id_progress_response_200_data import GetApiTasksTaskIdProgressResponse200Data
from .get_api_tasks_task_id_progress_response_200_data_stage_timings import (
    GetApiTasksTaskIdProgressResponse200DataStageTimings,
)
from .get_api_tasks_task_id_progress_response_200_data_task_status import (
    GetApiTasksTaskIdProgressResponse200DataTaskStatus,
)
from .get_api_tasks_task_id_progress_response_200_stage_timings import GetApiTasksTaskIdProgressResponse200StageTimings
from .get_api_tasks_task_id_progress_response_200_status import GetApiTasksTaskIdProgressResponse200Status
from .get_api_tasks_task_id_progress_response_200_task_status import GetApiTasksTaskIdProgressResponse200TaskStatus
from .get_api_tasks_task_id_response_200 import GetApiTasksTaskIdResponse200
from .get_api_tasks_task_id_response_200_status import GetApiTasksTaskIdResponse200Status
from .get_api_tasks_task_id_result_response_200 import GetApiTasksTaskIdResultResponse200
from .get_api_tasks_task_id_result_response_200_data import GetApiTasksTaskIdResultResponse200Data
from .get_api_tasks_task_id_result_response_200_data_status import GetApiTasksTaskIdResultResponse200DataStatus
from .get_api_tasks_task_id_result_response_200_status import GetApiTasksTaskIdResultResponse200Status
from .get_api_webhooks_response_200 import GetApiWebhooksResponse200
from .get_api_webhooks_response_200_data_item import GetApiWebhooksResponse200DataItem
from .get_api_webhooks_response_200_status import GetApiWebhooksResponse200Status
from .get_health_response_200 import GetHealthResponse200
from .get_health_response_200_status import GetHealthResponse200Status
from .get_health_response_503 import GetHealthResponse503
from .get_health_response_503_status import GetHealthResponse503Status
from .page_result import PageResult
from .page_result_input import PageResultInput
from .page_result_input_status import PageResultInputStatus
from .page_result_status import PageResultStatus
from .post_api_async_batch_body import PostApiAsyncBatchBody
from .post_api_async_batch_body_accuracy import PostApiAsyncBatchBodyAccuracy
from .post_api_async_batch_body_fresh import PostApiAsyncBatchBodyFresh
from .post_api_async_batch_body_mode import PostApiAsyncBatchBodyMode
from .post_api_async_batch_body_text_layer import PostApiAsyncBatchBodyTextLayer
from .post_api_async_batch_response_200 import PostApiAsyncBatchResponse200
from .post_api_async_batch_response_200_failed_files_item import PostApiAsyncBatchResponse200FailedFilesItem
from .post_api_async_batch_response_200_status import PostApiAsyncBatchResponse200Status
from .post_api_async_batch_response_200_submitted_tasks_item import PostApiAsyncBatchResponse200SubmittedTasksItem
from .post_api_async_batch_response_200_submitted_tasks_item_type import (
    PostApiAsyncBatchResponse200SubmittedTasksItemType,
)
from .post_api_async_image_body import PostApiAsyncImageBody
from .post_api_async_image_body_accuracy import PostApiAsyncImageBodyAccuracy
from .post_api_async_image_body_fresh import PostApiAsyncImageBodyFresh
from .post_api_async_image_body_mode import PostApiAsyncImageBodyMode
from .post_api_async_image_body_text_layer import PostApiAsyncImageBodyTextLayer
from .post_api_async_image_response_200 import PostApiAsyncImageResponse200
from .post_api_async_image_response_200_endpoints import PostApiAsyncImageResponse200Endpoints
from .post_api_async_image_response_200_status import PostApiAsyncImageResponse200Status
from .post_api_async_pdf_body import PostApiAsyncPdfBody
from .post_api_async_pdf_body_accuracy import PostApiAsyncPdfBodyAccuracy
from .post_api_async_pdf_body_fresh import PostApiAsyncPdfBodyFresh
from .post_api_async_pdf_body_mode import PostApiAsyncPdfBodyMode
from .post_api_async_pdf_body_text_layer import PostApiAsyncPdfBodyTextLayer
from .post_api_async_pdf_response_200 import PostApiAsyncPdfResponse200
from .post_api_async_pdf_response_200_endpoints import PostApiAsyncPdfResponse200Endpoints
from .post_api_async_pdf_response_200_status import PostApiAsyncPdfResponse200Status
from .post_api_ocr_body import PostApiOcrBody
from .post_api_ocr_body_accuracy import PostApiOcrBodyAccuracy
from .post_api_ocr_body_fresh import PostApiOcrBodyFresh
from .post_api_ocr_body_mode import PostApiOcrBodyMode
from .post_api_ocr_body_text_layer import PostApiOcrBodyTextLayer
from .post_api_ocr_response_200 import PostApiOcrResponse200
from .post_api_pdf_cancel_body import PostApiPdfCancelBody
from .post_api_pdf_cancel_response_200 import PostApiPdfCancelResponse200
from .post_api_pdf_extract_pages_body import PostApiPdfExtractPagesBody
from .post_api_pdf_extract_pages_response_200 import PostApiPdfExtractPagesResponse200
from .post_api_pdf_extract_pages_response_200_images_item import PostApiPdfExtractPagesResponse200ImagesItem
from .post_api_pdf_init_body import PostApiPdfInitBody
from .post_api_pdf_init_body_accuracy import PostApiPdfInitBodyAccuracy
from .post_api_pdf_init_body_fresh import PostApiPdfInitBodyFresh
from .post_api_pdf_init_body_mode import PostApiPdfInitBodyMode
from .post_api_pdf_init_body_text_layer import PostApiPdfInitBodyTextLayer
from .post_api_pdf_init_response_200 import PostApiPdfInitResponse200
from .post_api_pdf_preview_page_body import PostApiPdfPreviewPageBody
from .post_api_pdf_preview_page_response_200 import PostApiPdfPreviewPageResponse200
from .post_api_pdf_process_batch_body import PostApiPdfProcessBatchBody
from .post_api_pdf_process_batch_body_mode import PostApiPdfProcessBatchBodyMode
from .post_api_pdf_process_batch_body_processed_images import PostApiPdfProcessBatchBodyProcessedImages
from .post_api_pdf_process_batch_response_200 import PostApiPdfProcessBatchResponse200
from .post_api_pdf_process_batch_response_200_results_item import PostApiPdfProcessBatchResponse200ResultsItem
from .post_api_pdf_process_batch_response_200_results_item_status import (
    PostApiPdfProcessBatchResponse200ResultsItemStatus,
)
from .post_api_tasks_batch_status_body import PostApiTasksBatchStatusBody
from .post_api_tasks_batch_status_response_200 import PostApiTasksBatchStatusResponse200
from .post_api_tasks_batch_status_response_200_status import PostApiTasksBatchStatusResponse200Status
from .post_api_tasks_batch_status_response_200_summary import PostApiTasksBatchStatusResponse200Summary
from .post_api_tasks_batch_status_response_200_summary_status_counts import (
    PostApiTasksBatchStatusResponse200SummaryStatusCounts,
)
from .post_api_tasks_batch_status_response_200_tasks_item import PostApiTasksBatchStatusResponse200TasksItem
from .post_api_tasks_batch_status_response_200_tasks_item_status import (
    PostApiTasksBatchStatusResponse200TasksItemStatus,
)
from .post_api_tasks_task_id_password_body import PostApiTasksTaskIdPasswordBody
from .post_api_tasks_task_id_password_response_200 import PostApiTasksTaskIdPasswordResponse200
from .post_api_tasks_task_id_password_response_200_status import PostApiTasksTaskIdPasswordResponse200Status
from .post_api_tasks_task_id_pause_response_200 import PostApiTasksTaskIdPauseResponse200
from .post_api_tasks_task_id_pause_response_200_status import PostApiTasksTaskIdPauseResponse200Status
from .post_api_tasks_task_id_resume_response_200 import PostApiTasksTaskIdResumeResponse200
from .post_api_tasks_task_id_resume_response_200_status import PostApiTasksTaskIdResumeResponse200Status
from .post_api_tasks_task_id_retry_response_200 import PostApiTasksTaskIdRetryResponse200
from .post_api_tasks_task_id_retry_response_200_status import PostApiTasksTaskIdRetryResponse200Status
from .post_api_webhooks_body import PostApiWebhooksBody
from .post_api_webhooks_response_200 import PostApiWebhooksResponse200
from .post_api_webhooks_response_200_data import PostApiWebhooksResponse200Data
from .post_api_webhooks_response_200_status import PostApiWebhooksResponse200Status
from .table import Table
from .table_cells_item import TableCellsItem
from .table_input import TableInput
from .table_input_cells_item import TableInputCellsItem
from .task import Task
from .task_input import TaskInput
from .task_input_status import TaskInputStatus
from .task_input_task_type import TaskInputTaskType
from .task_status import TaskStatus
from .task_task_type import TaskTaskType

__all__ = (
    "Block",
    "BlockInput",
    "BlockInputLinesItem",
    "BlockInputType",
    "BlockLinesItem",
    "BlockType",
    "DeleteApiTasksTaskIdResponse200",
    "DeleteApiTasksTaskIdResponse200Status",
    "DeleteApiWebhooksWebhookIdResponse200",
    "DeleteApiWebhooksWebhookIdResponse200Status",
    "Error",
    "ErrorInput",
    "GetApiBatchesBatchIdDownloadPartial",
    "GetApiBatchesBatchIdResponse200",
    "GetApiBatchesBatchIdResponse200BatchStatus",
    "GetApiBatchesBatchIdResponse200Data",
    "GetApiBatchesBatchIdResponse200DataBatchStatus",
    "GetApiBatchesBatchIdResponse200DataRefusedFilesItem",
    "GetApiBatchesBatchIdResponse200RefusedFilesItem",
    "GetApiBatchesBatchIdResponse200Status",
    "GetApiBatchesResponse200",
    "GetApiBatchesResponse200DataItem",
    "GetApiBatchesResponse200DataItemBatchStatus",
    "GetApiBatchesResponse200DataItemRefusedFilesItem",
    "GetApiBatchesResponse200Status",
    "GetApiBatchesSort",
    "GetApiHealthResponse200",
    "GetApiHealthResponse200Status",
    "GetApiHealthResponse200VideoTasks",
    "GetApiSearchResponse200",
    "GetApiSearchResponse200DataItem",
    "GetApiSearchResponse200Status",
    "GetApiStatusResponse200",
    "GetApiStatusResponse200Status",
    "GetApiSystemHealthResponse200",
    "GetApiSystemHealthResponse200Data",
    "GetApiSystemHealthResponse200DataOverallStatus",
    "GetApiSystemHealthResponse200OverallStatus",
    "GetApiSystemHealthResponse200Status",
    "GetApiSystemMetricsHistoryResponse200",
    "GetApiSystemMetricsHistoryResponse200DataItem",
    "GetApiSystemMetricsHistoryResponse200Status",
    "GetApiSystemMetricsResponse200",
    "GetApiSystemMetricsResponse200Cpu",
    "GetApiSystemMetricsResponse200Data",
    "GetApiSystemMetricsResponse200DataCpu",
    "GetApiSystemMetricsResponse200DataDisk",
    "GetApiSystemMetricsResponse200DataErrors",
    "GetApiSystemMetricsResponse200DataGpuMemory",
    "GetApiSystemMetricsResponse200DataMemory",
    "GetApiSystemMetricsResponse200DataPages",
    "GetApiSystemMetricsResponse200DataPagesAllowedBecause",
    "GetApiSystemMetricsResponse200DataPageSeconds",
    "GetApiSystemMetricsResponse200DataPageSecondsLast100Type0",
    "GetApiSystemMetricsResponse200DataPageSecondsLast10Type0",
    "GetApiSystemMetricsResponse200DataPagesMemoryState",
    "GetApiSystemMetricsResponse200DataThroughput",
    "GetApiSystemMetricsResponse200Disk",
    "GetApiSystemMetricsResponse200Errors",
    "GetApiSystemMetricsResponse200GpuMemory",
    "GetApiSystemMetricsResponse200Memory",
    "GetApiSystemMetricsResponse200Pages",
    "GetApiSystemMetricsResponse200PagesAllowedBecause",
    "GetApiSystemMetricsResponse200PageSeconds",
    "GetApiSystemMetricsResponse200PageSecondsLast100Type0",
    "GetApiSystemMetricsResponse200PageSecondsLast10Type0",
    "GetApiSystemMetricsResponse200PagesMemoryState",
    "GetApiSystemMetricsResponse200Status",
    "GetApiSystemMetricsResponse200Throughput",
    "GetApiSystemRecoveryResponse200",
    "GetApiSystemRecoveryResponse200Data",
    "GetApiSystemRecoveryResponse200Status",
    "GetApiSystemStatsResponse200",
    "GetApiSystemStatsResponse200Data",
    "GetApiSystemStatsResponse200DataStatusCounts",
    "GetApiSystemStatsResponse200Status",
    "GetApiSystemStatsResponse200StatusCounts",
    "GetApiTasksResponse200",
    "GetApiTasksResponse200Status",
    "GetApiTasksSort",
    "GetApiTasksStatus",
    "GetApiTasksTaskIdBatchesResponse200",
    "GetApiTasksTaskIdBatchesResponse200BatchesItem",
    "GetApiTasksTaskIdBatchesResponse200BatchesItemStatus",
    "GetApiTasksTaskIdBatchesResponse200Data",
    "GetApiTasksTaskIdBatchesResponse200DataBatchesItem",
    "GetApiTasksTaskIdBatchesResponse200DataBatchesItemStatus",
    "GetApiTasksTaskIdBatchesResponse200Status",
    "GetApiTasksTaskIdExportFormat",
    "GetApiTasksTaskIdExportPartial",
    "GetApiTasksTaskIdExportResponse200",
    "GetApiTasksTaskIdPagesPageNumberResponse200",
    "GetApiTasksTaskIdPagesPageNumberResponse200Data",
    "GetApiTasksTaskIdPagesPageNumberResponse200Status",
    "GetApiTasksTaskIdPagesResponse200",
    "GetApiTasksTaskIdPagesResponse200Data",
    "GetApiTasksTaskIdPagesResponse200DataPageStatistics",
    "GetApiTasksTaskIdPagesResponse200Status",
    "GetApiTasksTaskIdProgressResponse200",
    "GetApiTasksTaskIdProgressResponse200Data",
    "GetApiTasksTaskIdProgressResponse200DataStageTimings",
    "GetApiTasksTaskIdProgressResponse200DataTaskStatus",
    "GetApiTasksTaskIdProgressResponse200StageTimings",
    "GetApiTasksTaskIdProgressResponse200Status",
    "GetApiTasksTaskIdProgressResponse200TaskStatus",
    "GetApiTasksTaskIdResponse200",
    "GetApiTasksTaskIdResponse200Status",
    "GetApiTasksTaskIdResultResponse200",
    "GetApiTasksTaskIdResultResponse200Data",
    "GetApiTasksTaskIdResultResponse200DataStatus",
    "GetApiTasksTaskIdResultResponse200Status",
    "GetApiWebhooksResponse200",
    "GetApiWebhooksResponse200DataItem",
    "GetApiWebhooksResponse200Status",
    "GetHealthResponse200",
    "GetHealthResponse200Status",
    "GetHealthResponse503",
    "GetHealthResponse503Status",
    "PageResult",
    "PageResultInput",
    "PageResultInputStatus",
    "PageResultStatus",
    "PostApiAsyncBatchBody",
    "PostApiAsyncBatchBodyAccuracy",
    "PostApiAsyncBatchBodyFresh",
    "PostApiAsyncBatchBodyMode",
    "PostApiAsyncBatchBodyTextLayer",
    "PostApiAsyncBatchResponse200",
    "PostApiAsyncBatchResponse200FailedFilesItem",
    "PostApiAsyncBatchResponse200Status",
    "PostApiAsyncBatchResponse200SubmittedTasksItem",
    "PostApiAsyncBatchResponse200SubmittedTasksItemType",
    "PostApiAsyncImageBody",
    "PostApiAsyncImageBodyAccuracy",
    "PostApiAsyncImageBodyFresh",
    "PostApiAsyncImageBodyMode",
    "PostApiAsyncImageBodyTextLayer",
    "PostApiAsyncImageResponse200",
    "PostApiAsyncImageResponse200Endpoints",
    "PostApiAsyncImageResponse200Status",
    "PostApiAsyncPdfBody",
    "PostApiAsyncPdfBodyAccuracy",
    "PostApiAsyncPdfBodyFresh",
    "PostApiAsyncPdfBodyMode",
    "PostApiAsyncPdfBodyTextLayer",
    "PostApiAsyncPdfResponse200",
    "PostApiAsyncPdfResponse200Endpoints",
    "PostApiAsyncPdfResponse200Status",
    "PostApiOcrBody",
    "PostApiOcrBodyAccuracy",
    "PostApiOcrBodyFresh",
    "PostApiOcrBodyMode",
    "PostApiOcrBodyTextLayer",
    "PostApiOcrResponse200",
    "PostApiPdfCancelBody",
    "PostApiPdfCancelResponse200",
    "PostApiPdfExtractPagesBody",
    "PostApiPdfExtractPagesResponse200",
    "PostApiPdfExtractPagesResponse200ImagesItem",
    "PostApiPdfInitBody",
    "PostApiPdfInitBodyAccuracy",
    "PostApiPdfInitBodyFresh",
    "PostApiPdfInitBodyMode",
    "PostApiPdfInitBodyTextLayer",
    "PostApiPdfInitResponse200",
    "PostApiPdfPreviewPageBody",
    "PostApiPdfPreviewPageResponse200",
    "PostApiPdfProcessBatchBody",
    "PostApiPdfProcessBatchBodyMode",
    "PostApiPdfProcessBatchBodyProcessedImages",
    "PostApiPdfProcessBatchResponse200",
    "PostApiPdfProcessBatchResponse200ResultsItem",
    "PostApiPdfProcessBatchResponse200ResultsItemStatus",
    "PostApiTasksBatchStatusBody",
    "PostApiTasksBatchStatusResponse200",
    "PostApiTasksBatchStatusResponse200Status",
    "PostApiTasksBatchStatusResponse200Summary",
    "PostApiTasksBatchStatusResponse200SummaryStatusCounts",
    "PostApiTasksBatchStatusResponse200TasksItem",
    "PostApiTasksBatchStatusResponse200TasksItemStatus",
    "PostApiTasksTaskIdPasswordBody",
    "PostApiTasksTaskIdPasswordResponse200",
    "PostApiTasksTaskIdPasswordResponse200Status",
    "PostApiTasksTaskIdPauseResponse200",
    "PostApiTasksTaskIdPauseResponse200Status",
    "PostApiTasksTaskIdResumeResponse200",
    "PostApiTasksTaskIdResumeResponse200Status",
    "PostApiTasksTaskIdRetryResponse200",
    "PostApiTasksTaskIdRetryResponse200Status",
    "PostApiWebhooksBody",
    "PostApiWebhooksResponse200",
    "PostApiWebhooksResponse200Data",
    "PostApiWebhooksResponse200Status",
    "Table",
    "TableCellsItem",
    "TableInput",
    "TableInputCellsItem",
    "Task",
    "TaskInput",
    "TaskInputStatus",
    "TaskInputTaskType",
    "TaskStatus",
    "TaskTaskType",
)
